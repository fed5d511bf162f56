import { hash32, mean } from '@tend/kernels';
import { type LeakTarget, rowsOfKnownTarget } from '../explore/leak-target.ts';

/** The outcomes of the rows where it is known, prepared for every column. */
export type Outcome = ClassOutcome | NumberOutcome;

interface KnownOutcome {
  readonly rows: Int32Array;
  /** Of `foldCount`, one a row: it depends on nothing but the place of the row. */
  readonly folds: Uint8Array;
}

export interface ClassOutcome extends KnownOutcome {
  readonly type: 'classes';
  /** A class from 0, one a row of `rows`. */
  readonly codes: Uint8Array;
  /** The classes of at least 20 rows, the most frequent first; the last may stand for all others. */
  readonly names: readonly string[];
  /** The classes that are asked about: the positive one, the rarer of two, or all but the others. */
  readonly asked: readonly number[];
  readonly counts: readonly number[];
}

export interface NumberOutcome extends KnownOutcome {
  readonly type: 'number';
  /** Less the mean, over the standard deviation. */
  readonly values: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

export const foldCount = 5;
const mostClasses = 20;
const leastRows = 20;

/** Undefined where fewer than 20 of these rows have a known outcome, or where it does not vary. */
export function outcomeOf(target: LeakTarget, rows: Int32Array): Outcome | undefined {
  const known = rowsOfKnownTarget(target, rows);
  if (known.length < leastRows) return undefined;
  if (target.type === 'number') return ofNumber(target.values, known);
  if (target.type === 'classes') return ofClasses(target, known);
  const codes = new Uint8Array(known.length);
  let positives = 0;
  for (let i = 0; i < codes.length; i++) {
    const outcome = target.y[known[i] as number] as number;
    codes[i] = outcome;
    positives += outcome;
  }
  if (positives === 0 || positives === codes.length) return undefined;
  const counts = [codes.length - positives, positives];
  return {
    type: 'classes',
    rows: known,
    folds: foldsOf(known.length),
    codes,
    names: ['negative', 'positive'],
    asked: [1],
    counts,
  };
}

function ofNumber(all: Float64Array, rows: Int32Array): NumberOutcome | undefined {
  const values = new Float64Array(rows.length);
  let varies = false;
  for (let i = 0; i < values.length; i++) {
    values[i] = all[rows[i] as number] as number;
    if (values[i] !== values[0]) varies = true;
  }
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const away = (values[i] as number) - centre;
    squares += away * away;
  }
  const deviation = Math.sqrt(squares / values.length);
  if (!varies || !(deviation > 0 && deviation < Number.POSITIVE_INFINITY)) return undefined;
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) - centre) / deviation;
  return { type: 'number', rows, folds: foldsOf(rows.length), values, mean: centre, deviation };
}

function ofClasses(
  { codes, classes }: Extract<LeakTarget, { type: 'classes' }>,
  rows: Int32Array,
): ClassOutcome | undefined {
  const totals = new Int32Array(classes.length);
  for (const row of rows) totals[codes[row] ?? 0] = (totals[codes[row] ?? 0] ?? 0) + 1;
  const kept = [...totals.keys()]
    .filter((code) => (totals[code] ?? 0) >= leastRows)
    .sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || ((classes[a] ?? '') < (classes[b] ?? '') ? -1 : 1))
    .slice(0, mostClasses);
  const places = new Uint8Array(classes.length).fill(kept.length);
  for (const [place, code] of kept.entries()) places[code] = place;
  const own = new Uint8Array(rows.length);
  for (let i = 0; i < own.length; i++) own[i] = places[codes[rows[i] as number] as number] as number;
  const counts = kept.map((code) => totals[code] ?? 0);
  const others = rows.length - counts.reduce((sum, count) => sum + count, 0);
  if (kept.length === 0 || (kept.length === 1 && others === 0)) return undefined;
  const names = kept.map((code) => classes[code] ?? '');
  return {
    type: 'classes',
    rows,
    folds: foldsOf(rows.length),
    codes: own,
    names: others === 0 ? names : [...names, 'other classes'],
    // Of two classes one says it all.
    asked: names.length === 2 && others === 0 ? [1] : [...kept.keys()],
    counts: others === 0 ? counts : [...counts, others],
  };
}

/** The fold of each of `n` rows: it depends on nothing but the place of the row. */
export function foldsOf(n: number): Uint8Array {
  const folds = new Uint8Array(n);
  for (let i = 0; i < n; i++) folds[i] = hash32(i, 1) % foldCount;
  return folds;
}
