import { quantile } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import { formatDate, formatInstant } from '@tend/table';
import { levelCounts } from '../recipe/level-counts.ts';
import { valuesAt } from '../recipe/values-at.ts';
import type { KnownRows } from './known-rows.ts';
import { type ValueRuns, valueRuns } from './value-runs.ts';

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

function textRegions(column: TextColumn, { rows, target, positives: all }: KnownRows): readonly Region[] {
  const { levels, missing } = levelCounts(column, rows);
  const hits = new Int32Array(column.dictionary.length);
  let hitsPresent = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i] as number] ?? -1;
    if (code < 0 || target[i] !== 1) continue;
    hits[code] = (hits[code] as number) + 1;
    hitsPresent++;
  }
  const listed = levels.filter(({ count }) => count >= leastRegionRows);
  const named = new Set(listed.map(({ level }) => level).concat(levels[0]?.level ?? []));
  const codeOf = new Map<string, number>();
  for (const [code, level] of column.dictionary.entries()) if (named.has(level)) codeOf.set(level, code);
  const hitsOf = (level: string): number => hits[codeOf.get(level) ?? -1] ?? 0;
  const present = { n: rows.length - missing, positives: hitsPresent };
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(present, { n: rows.length, positives: all }));
  const most = levels[0];
  if (most !== undefined && isDefault(most.count, present.n))
    regions.push({
      kind: 'default',
      where: `is not "${most.level}"`,
      n: present.n - most.count,
      positives: hitsPresent - hitsOf(most.level),
    });
  for (const { level, count } of listed)
    regions.push({ kind: 'level', where: `is "${level}"`, n: count, positives: hitsOf(level) });
  return regions;
}

function numericRegions(column: NumericColumn, known: KnownRows): readonly Region[] {
  const runs = valueRuns(valuesAt(column, known.rows), known.target);
  const { values, sorted } = runs;
  const present = { n: sorted.length, positives: sum(runs.positives) };
  const missing = known.rows.length - sorted.length;
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(present, { n: known.rows.length, positives: known.positives }));
  const say = (value: number): string => written(column, value);
  const at = (run: number): Counted => ({ n: runs.counts[run] ?? 0, positives: runs.positives[run] ?? 0 });
  const add = (kind: RegionKind, where: string, { n, positives }: Counted): void => {
    regions.push({ kind, where, n, positives });
  };
  let most = 0;
  for (let run = 1; run < values.length; run++) if (at(run).n > at(most).n) most = run;
  const usual = values[most] ?? Number.NaN;
  if (isDefault(at(most).n, sorted.length)) {
    const start = lowerBound(sorted, usual);
    const rest = new Float64Array(sorted.length - at(most).n);
    rest.set(sorted.subarray(0, start));
    rest.set(sorted.subarray(start + at(most).n), start);
    add('default', `is not ${say(usual)}`, less(present, at(most)));
    regions.push(...halves(runs, rest, say, most));
  } else if (missing >= sorted.length) {
    regions.push(...halves(runs, sorted, say));
  } else if (values.length > fewValues) {
    for (const share of tailShares) {
      const [low, high] = [quantile(sorted, share), quantile(sorted, 1 - share)];
      add(
        'tail',
        `is ${say(low)} or less`,
        countRuns(runs, (value) => value <= low),
      );
      add(
        'tail',
        `is ${say(high)} or more`,
        countRuns(runs, (value) => value >= high),
      );
    }
  }
  if (values.length <= fewValues)
    for (const [run, value] of values.entries())
      if (at(run).n >= leastRegionRows) add('level', `is ${say(value)}`, at(run));
  return regions;
}

/** At least half of the present rows have this one value: what stands there when nothing was entered. */
function isDefault(most: number, present: number): boolean {
  return most < present && most * 2 >= present;
}

interface Counted {
  readonly n: number;
  readonly positives: number;
}

function less(whole: Counted, part: Counted): Counted {
  return { n: whole.n - part.n, positives: whole.positives - part.positives };
}

function presence(present: Counted, all: Counted): readonly Region[] {
  return [
    { kind: 'absence', where: 'is missing', ...less(all, present) },
    { kind: 'presence', where: 'is present', ...present },
  ];
}

/** After-the-fact amounts are purer where they are larger: the halves of the values beyond the default. */
function halves(
  runs: ValueRuns,
  sorted: Float64Array,
  say: (value: number) => string,
  without?: number,
): readonly Region[] {
  const middle = quantile(sorted, 0.5);
  const upper = countRuns(runs, (value, run) => run !== without && value >= middle);
  const lower = countRuns(runs, (value, run) => run !== without && value < middle);
  return [
    { kind: 'half', where: `is ${say(middle)} or more`, ...upper },
    { kind: 'half', where: `is below ${say(middle)} and not the usual value`, ...lower },
  ];
}

function countRuns(runs: ValueRuns, isIn: (value: number, run: number) => boolean): Counted {
  let n = 0;
  let positives = 0;
  for (let run = 0; run < runs.values.length; run++) {
    if (!isIn(runs.values[run] as number, run)) continue;
    n += runs.counts[run] as number;
    positives += runs.positives[run] as number;
  }
  return { n, positives };
}

function sum(counts: Int32Array): number {
  let all = 0;
  for (let i = 0; i < counts.length; i++) all += counts[i] as number;
  return all;
}

/** How many ascending values lie below one. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function written(column: NumericColumn, value: number): string {
  if (column.kind === 'boolean') return value === 0 ? 'false' : 'true';
  if (column.kind === 'date') return formatDate(Math.round(value));
  if (column.kind === 'instant') return formatInstant(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
