import { isFlagged, type MissingFlags } from './missing-flags.ts';

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
  let [best, bestFrom, bestTo] = [0, 0, -1];
  let [sum, from] = [0, 0];
  for (let i = 0; i < rowCount; i++) {
    sum += isFlagged(flag, i) ? 1 : -9;
    if (sum <= 0) [sum, from] = [0, i + 1];
    else if (sum > best) [best, bestFrom, bestTo] = [sum, from, i];
  }
  let inside = 0;
  for (let i = bestFrom; i <= bestTo; i++) if (isFlagged(flag, i)) inside++;
  if (inside < leastShare * flag.missing) return undefined;
  return { from: bestFrom + 1, to: bestTo + 1, missing: inside };
}
