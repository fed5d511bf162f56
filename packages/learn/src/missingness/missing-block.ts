import { type MissingFlags, missingPlaces } from './missing-flags.ts';

/** Nearly all missing cells of a column lie in one stretch of the rows, and nearly nothing else does. */
export interface MissingBlock {
  /** The places of its first and last row, counted from 1 in the order of the rows. */
  readonly from: number;
  readonly to: number;
  readonly missing: number;
}

const leastMissing = 20;
const leastShare = 0.9;
/** A column that is missing in most rows has a long stretch of them anyway. */
const mostOfRows = 0.5;

/**
 * The stretch of rows with the most missing less nine times the present cells (Bentley's maximum subarray, 1984), if it holds
 * 90% of all missing cells. So dense a stretch of at least 20 cells does not come about by chance.
 */
export function missingBlock(flag: MissingFlags, rowCount: number): MissingBlock | undefined {
  if (flag.missing < leastMissing || flag.missing > mostOfRows * rowCount) return undefined;
  const places = missingPlaces(flag);
  let best = 0;
  let bestFrom = 0;
  let bestTo = -1;
  let sum = 0;
  let from = 0;
  let last = -1;
  // A stretch that is worth most ends in a missing cell, so that the present ones between two are taken off at once.
  for (const [k, place] of places.entries()) {
    sum -= 9 * (place - last - 1);
    if (sum <= 0) {
      sum = 0;
      from = k;
    }
    sum++;
    last = place;
    if (sum <= best) continue;
    best = sum;
    bestFrom = from;
    bestTo = k;
  }
  const inside = bestTo - bestFrom + 1;
  if (inside < leastShare * flag.missing) return undefined;
  return { from: (places[bestFrom] as number) + 1, to: (places[bestTo] as number) + 1, missing: inside };
}
