import type { ColumnPairs } from '@tend/kernels';
import type { CoarseColumn } from './coarse-column.ts';
import type { PresentNumber } from './correlate-numbers.ts';
import { groupByAbsence, type MissingRows } from './missing-rows.ts';
import { scoredNumber } from './scored-number.ts';

export interface PresentLevels {
  readonly coarse: CoarseColumn;
  readonly missing: MissingRows;
}

/**
 * The sums of a number's standard scores and ranks by the levels of each column (`ColumnPairs.sumsByLevel`), over the rows
 * where both are present; undefined where the number does not vary in them.
 */
export function sumsByLevel(
  sums: ColumnPairs,
  number: PresentNumber,
  columns: readonly PresentLevels[],
): readonly (Float64Array | undefined)[] {
  const found: (Float64Array | undefined)[] = columns.map(() => undefined);
  const places = [...columns.entries()];
  for (const group of groupByAbsence(places, ([, { missing }]) => [number.missing, missing])) {
    const absent = group.absent();
    const scored = scoredNumber(number.dense, absent);
    if (scored === undefined) continue;
    const levels = group.pairs.map(([, { coarse }]) => levelsOf(coarse));
    const ofColumns = sums.sumsByLevel(levels, scored, absent);
    for (const [i, [place]] of group.pairs.entries()) found[place] = ofColumns[i];
  }
  return found;
}

/** A column as the kernels take it: the code of missing is the number of levels. */
export function levelsOf({ codes, bins }: CoarseColumn): { readonly codes: Uint8Array; readonly levels: number } {
  return { codes, levels: bins.length };
}
