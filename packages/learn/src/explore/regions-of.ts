import { type ColumnKind, formatDate, formatInstant } from '@tend/table';
import type { DenseColumn } from '../associations/dense-column.ts';
import { distributionOfCounts, quantileOf, type ValueDistribution } from '../profile/value-distribution.ts';
import type { KnownRows } from './known-rows.ts';
import { positivesOf, type ValueRuns, valueRuns } from './value-runs.ts';

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

/** The regions of a column, coded over the known rows, with at least 20 rows inside and 20 outside. */
export function regionsOf(dense: DenseColumn, known: KnownRows): readonly Region[] {
  const regions = dense.kind === 'text' ? textRegions(dense, known) : numericRegions(dense, known);
  const most = known.rows.length - leastRegionRows;
  return regions.filter(({ n }) => n >= leastRegionRows && n <= most);
}

function textRegions(dense: DenseColumn, { rows, target, positives: all }: KnownRows): readonly Region[] {
  const { counts, missing } = dense;
  const labels = dense.as === 'levels' ? dense.labels : [];
  const hits = positivesOf(dense, target);
  const at = (code: number): Counted => ({ n: counts[code] ?? 0, positives: hits[code] ?? 0 });
  const present = { n: rows.length - missing, positives: all - (hits[counts.length] ?? 0) };
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(present, { n: rows.length, positives: all }));
  // The most frequent level is the first one.
  if (counts.length > 0 && isDefault(at(0).n, present.n))
    regions.push({ kind: 'default', where: `is not "${labels[0]}"`, ...less(present, at(0)) });
  for (const [code, level] of labels.entries())
    if (at(code).n >= leastRegionRows) regions.push({ kind: 'level', where: `is "${level}"`, ...at(code) });
  return regions;
}

function numericRegions(dense: DenseColumn, known: KnownRows): readonly Region[] {
  const runs = valueRuns(dense, known.target);
  const { values } = runs;
  const { missing, kind: columnKind } = dense;
  const present = { n: known.rows.length - missing, positives: sum(runs.positives) };
  const regions: Region[] = [];
  if (missing > 0) regions.push(...presence(present, { n: known.rows.length, positives: known.positives }));
  const say = (value: number): string => written(columnKind, value);
  const at = (run: number): Counted => ({ n: runs.counts[run] ?? 0, positives: runs.positives[run] ?? 0 });
  const add = (kind: RegionKind, where: string, { n, positives }: Counted): void => {
    regions.push({ kind, where, n, positives });
  };
  let most = 0;
  for (let run = 1; run < values.length; run++) if (at(run).n > at(most).n) most = run;
  const usual = values[most] ?? Number.NaN;
  if (isDefault(at(most).n, present.n)) {
    add('default', `is not ${say(usual)}`, less(present, at(most)));
    regions.push(...halves(runs, say, most));
  } else if (missing >= present.n) {
    regions.push(...halves(runs, say));
  } else if (values.length > fewValues) {
    const distribution = distributionOf(runs);
    for (const share of tailShares) {
      const [low, high] = [quantileOf(distribution, share), quantileOf(distribution, 1 - share)];
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
function halves(runs: ValueRuns, say: (value: number) => string, without?: number): readonly Region[] {
  const middle = quantileOf(distributionOf(runs, without), 0.5);
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

function distributionOf({ values, counts }: ValueRuns, without?: number): ValueDistribution {
  const left = Uint32Array.from(counts);
  if (without !== undefined) left[without] = 0;
  return distributionOfCounts({ values, counts: left });
}

function written(kind: ColumnKind, value: number): string {
  if (kind === 'boolean') return value === 0 ? 'false' : 'true';
  if (kind === 'date') return formatDate(Math.round(value));
  if (kind === 'instant') return formatInstant(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
