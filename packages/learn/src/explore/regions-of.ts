import { quantile, sortedPresent } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import { formatDate, formatInstant } from '@tend/table';
import { levelCounts } from '../recipe/level-counts.ts';
import { valuesAt } from '../recipe/values-at.ts';
import type { KnownRows } from './known-rows.ts';

/**
 * `presence` and `absence`: something stands there, or nothing; `default`: not the value that most rows have; `half`: the upper or lower half of those;
 * `level`: one value; `tail`: the top or bottom of a spread-out number.
 */
export type RegionKind = 'presence' | 'absence' | 'default' | 'half' | 'level' | 'tail';

/** A part of a column's values, fixed without a look at the outcome, and what the outcome is there. */
export interface Region {
  readonly kind: RegionKind;
  /** Continues "where <column> ...". */
  readonly where: string;
  readonly n: number;
  readonly positives: number;
}

/** A region with fewer rows shows nothing, and a value that fewer rows share is not named. */
const leastRegionRows = 20;
const fewValues = 20;
const tailShares = [0.1, 0.05, 0.01] as const;

/** The regions of a column with at least 20 rows inside and 20 outside. */
export function regionsOf(column: Column, known: KnownRows): readonly Region[] {
  const regions = column.kind === 'text' ? textRegions(column, known) : numericRegions(column, known);
  const most = known.rows.length - leastRegionRows;
  return regions.filter(({ n }) => n >= leastRegionRows && n <= most);
}

function textRegions(column: TextColumn, known: KnownRows): readonly Region[] {
  const { rows } = known;
  const codes = Int32Array.from(rows, (row) => column.codes[row] ?? -1);
  const { levels, missing } = levelCounts(column, rows);
  const listed = levels.filter(({ count }) => count >= leastRegionRows);
  const codeOf = new Map(column.dictionary.map((level, code) => [level, code]));
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(known, (i) => (codes[i] ?? -1) < 0));
  const most = levels[0];
  if (most !== undefined && isDefault(most.count, rows.length - missing)) {
    const code = codeOf.get(most.level);
    const differs = (i: number): boolean => (codes[i] ?? -1) >= 0 && codes[i] !== code;
    regions.push(count(known, 'default', `is not "${most.level}"`, differs));
  }
  const positives = new Int32Array(column.dictionary.length);
  for (const [i, code] of codes.entries())
    if (code >= 0) positives[code] = (positives[code] ?? 0) + (known.target[i] ?? 0);
  for (const { level, count: n } of listed)
    regions.push({ kind: 'level', where: `is "${level}"`, n, positives: positives[codeOf.get(level) ?? -1] ?? 0 });
  return regions;
}

function numericRegions(column: NumericColumn, known: KnownRows): readonly Region[] {
  const values = valuesAt(column, known.rows);
  const sorted = sortedPresent(values);
  const missing = values.length - sorted.length;
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(known, (i) => Number.isNaN(values[i])));
  const say = (value: number): string => written(column, value);
  const runs = runsOf(sorted);
  const most = runs.reduce((a, b) => (b.n > a.n ? b : a), { value: Number.NaN, n: 0 });
  const at = (i: number): number => values[i] ?? Number.NaN;
  if (isDefault(most.n, sorted.length)) {
    const rest = sorted.filter((value) => value !== most.value);
    const differs = (i: number): boolean => !Number.isNaN(at(i)) && at(i) !== most.value;
    regions.push(count(known, 'default', `is not ${say(most.value)}`, differs));
    regions.push(...halves(known, rest, at, say, differs));
  } else if (missing >= sorted.length) {
    regions.push(...halves(known, sorted, at, say, (i) => !Number.isNaN(at(i))));
  } else if (runs.length > fewValues) {
    for (const share of tailShares) {
      const [low, high] = [quantile(sorted, share), quantile(sorted, 1 - share)];
      regions.push(count(known, 'tail', `is ${say(low)} or less`, (i) => at(i) <= low));
      regions.push(count(known, 'tail', `is ${say(high)} or more`, (i) => at(i) >= high));
    }
  }
  if (runs.length <= fewValues)
    for (const { value, n } of runs)
      if (n >= leastRegionRows) regions.push(count(known, 'level', `is ${say(value)}`, (i) => at(i) === value));
  return regions;
}

/** At least half of the present rows have this one value: what stands there when nothing was entered. */
function isDefault(most: number, present: number): boolean {
  return most < present && most * 2 >= present;
}

function presence(known: KnownRows, isMissing: (i: number) => boolean): readonly Region[] {
  return [
    count(known, 'absence', 'is missing', isMissing),
    count(known, 'presence', 'is present', (i) => !isMissing(i)),
  ];
}

/** After-the-fact amounts are purer where they are larger: the halves of the values beyond the default. */
function halves(
  known: KnownRows,
  sorted: Float64Array,
  at: (i: number) => number,
  say: (value: number) => string,
  isAmong: (i: number) => boolean,
): readonly Region[] {
  const middle = quantile(sorted, 0.5);
  return [
    count(known, 'half', `is ${say(middle)} or more`, (i) => isAmong(i) && at(i) >= middle),
    count(known, 'half', `is below ${say(middle)} and not the usual value`, (i) => isAmong(i) && at(i) < middle),
  ];
}

function count({ target }: KnownRows, kind: RegionKind, where: string, isIn: (i: number) => boolean): Region {
  let n = 0;
  let positives = 0;
  for (let i = 0; i < target.length; i++) {
    if (!isIn(i)) continue;
    n++;
    positives += target[i] ?? 0;
  }
  return { kind, where, n, positives };
}

function runsOf(sorted: Float64Array): readonly { readonly value: number; readonly n: number }[] {
  const runs: { value: number; n: number }[] = [];
  for (const value of sorted) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.value === value) last.n++;
    else runs.push({ value, n: 1 });
  }
  return runs;
}

function written(column: NumericColumn, value: number): string {
  if (column.kind === 'boolean') return value === 0 ? 'false' : 'true';
  if (column.kind === 'date') return formatDate(Math.round(value));
  if (column.kind === 'instant') return formatInstant(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
