import { quantile, sortedPresent } from '@tend/kernels';
import { columnOf, type NumericColumn, type Table, tableOf, takeRows } from '@tend/table';
import { compareColumn } from '../drift/compare-column.ts';
import { describeColumn } from '../drift/describe-column.ts';
import { evenSample } from '../explore/even-sample.ts';
import { valuesAt } from '../recipe/values-at.ts';

/** How the last third of the rows in time differs from the first in one column. */
export interface ThirdsDrift {
  readonly column: string;
  /** Rows of each third, or of an even sample of 10,000 of it. */
  readonly first: number;
  readonly last: number;
  /** Population stability index, less what sampling adds: from 0.1 some, from 0.2 a large shift by custom. */
  readonly stabilityIndex: number;
  /** Of present values, 0 to 1: Kolmogorov-Smirnov for numbers, total variation for texts. */
  readonly distance: number;
  readonly pValue: number;
}

const mostRows = 10_000;
const leastRows = 50;

/**
 * Compares the rows before the first third of the times with those after the second, column by column, as monitoring compares
 * windows. The test takes rows for independent: within one time they rarely are. None where a third has fewer than 50 rows.
 */
export function thirdsDrift(
  table: Table,
  rows: Int32Array,
  clock: NumericColumn,
  columns: readonly string[],
): readonly ThirdsDrift[] {
  const times = valuesAt(clock, rows);
  const sorted = sortedPresent(times);
  if (sorted.length < 3 * leastRows) return [];
  const [low, high] = [quantile(sorted, 1 / 3), quantile(sorted, 2 / 3)];
  const first = evenSample(
    rows.filter((_, i) => (times[i] as number) <= low),
    mostRows,
  );
  const last = evenSample(
    rows.filter((_, i) => (times[i] as number) > high),
    mostRows,
  );
  if (Math.min(first.length, last.length) < leastRows) return [];
  return columns.map((name) => {
    const one = tableOf([columnOf(table, name)]);
    const [before, after] = [takeRows(one, first), takeRows(one, last)].map((part) => columnOf(part, name));
    if (before === undefined || after === undefined) throw new RangeError(`the table has no column "${name}"`);
    const { effect, distance, pValue } = compareColumn(describeColumn(before), after);
    return { column: name, first: first.length, last: last.length, stabilityIndex: effect, distance, pValue };
  });
}
