import { hash32, log, quantile, sortedPresent } from '@tend/kernels';
import type { Column } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';
import { evenSample } from './even-sample.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';

/** How well something predicts the outcome of rows it has not learnt from, against guessing without it. */
export interface Skill {
  /** 1 - loss / loss of the guess: R2 of numbers, the share of the entropy explained for classes. Below 0: worse. */
  readonly value: number;
  /** Lower end of its interval (one-sided, 3 standard errors of the paired difference over the rows). */
  readonly low: number;
  /** The loss of each row: squared error, or minus the log of the probability of what came. */
  readonly losses: Float64Array;
  readonly n: number;
}

/** So many rows are enough to tell an explained share of 1% from none. */
const mostRows = 12_000;
export const foldCount = 3;
/** A bin of fewer rows on average tells more about its rows than about its values. */
const leastRowsABin = 150;
const leastBins = 8;
const mostBins = 64;
/** The weight of the overall mean in that of a bin, in rows. */
const priorRows = 10;
const deviations = 3;

/** The rows that skill is measured on: of known outcome, an even sample of at most 12,000. */
export function skillRows(target: LeakTarget, rows: Int32Array): Int32Array {
  return evenSample(rowsOfKnownTarget(target, rows), mostRows);
}

/** The fold of the i-th of the rows that skill is measured on. */
export function foldOf(i: number): number {
  return hash32(i, 2) % foldCount;
}

/**
 * The skill of a column alone: its values, or 8 to 64 bins of equal count, each predicting what it has on the other of
 * three folds. Missing is a value of its own.
 */
export function singleSkill(column: Column, target: LeakTarget, rows: Int32Array): Skill {
  const sample = skillRows(target, rows);
  return binnedSkill(binsOf(column, sample), target, sample);
}

/** The skill of a guess without any column, which others are measured against. */
export function guessLosses(target: LeakTarget, sample: Int32Array): Float64Array {
  return binLosses({ codes: new Int32Array(sample.length), count: 1 }, target, sample);
}

/** Skill from the losses of rows and the losses of the guess. */
export function skillOf(losses: Float64Array, guess: Float64Array): Skill {
  const n = losses.length;
  let gained = 0;
  let squares = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const gain = (guess[i] ?? 0) - (losses[i] ?? 0);
    gained += gain;
    squares += gain * gain;
    total += guess[i] ?? 0;
  }
  const error = n > 1 ? Math.sqrt(Math.max(0, squares - (gained * gained) / n) / (n - 1) / n) : 0;
  if (!(total > 0)) return { value: 0, low: 0, losses, n };
  return { value: gained / total, low: (gained - deviations * error * n) / total, losses, n };
}

interface Bins {
  readonly codes: Int32Array;
  readonly count: number;
}

function binnedSkill(bins: Bins, target: LeakTarget, sample: Int32Array): Skill {
  return skillOf(binLosses(bins, target, sample), guessLosses(target, sample));
}

function binsOf(column: Column, rows: Int32Array): Bins {
  if (column.kind === 'text')
    return {
      codes: Int32Array.from(rows, (row) => (column.codes[row] ?? -1) + 1),
      count: column.dictionary.length + 1,
    };
  const values = valuesAt(column, rows);
  const sorted = sortedPresent(values);
  const distinct = new Set(sorted);
  const wanted = Math.min(mostBins, Math.max(leastBins, Math.floor(sorted.length / leastRowsABin)));
  const bounds =
    distinct.size <= wanted
      ? Float64Array.from(distinct)
      : Float64Array.from({ length: wanted }, (_, i) => quantile(sorted, (i + 1) / wanted));
  return { codes: Int32Array.from(values, (value) => placeOf(bounds, value)), count: bounds.length + 1 };
}

/** 0 for missing, else 1 + the number of bounds below the value. */
function placeOf(bounds: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

function binLosses(bins: Bins, target: LeakTarget, sample: Int32Array): Float64Array {
  return target.type === 'number' ? squaredLosses(bins, target.values, sample) : logLosses(bins, target, sample);
}

function squaredLosses({ codes, count }: Bins, values: Float64Array, sample: Int32Array): Float64Array {
  const sums = new Float64Array(foldCount * count);
  const counts = new Float64Array(foldCount * count);
  const totals = new Float64Array(foldCount * 2);
  for (const [i, row] of sample.entries()) {
    const value = values[row] ?? 0;
    for (let fold = 0; fold < foldCount; fold++) {
      if (fold === foldOf(i)) continue;
      const slot = fold * count + (codes[i] ?? 0);
      sums[slot] = (sums[slot] ?? 0) + value;
      counts[slot] = (counts[slot] ?? 0) + 1;
      totals[fold * 2] = (totals[fold * 2] ?? 0) + value;
      totals[fold * 2 + 1] = (totals[fold * 2 + 1] ?? 0) + 1;
    }
  }
  return Float64Array.from(sample, (row, i) => {
    const fold = foldOf(i);
    const slot = fold * count + (codes[i] ?? 0);
    const overall = (totals[fold * 2] ?? 0) / Math.max(1, totals[fold * 2 + 1] ?? 0);
    const mean = ((sums[slot] ?? 0) + priorRows * overall) / ((counts[slot] ?? 0) + priorRows);
    return ((values[row] ?? 0) - mean) ** 2;
  });
}

function logLosses(
  { codes, count }: Bins,
  target: Exclude<LeakTarget, { type: 'number' }>,
  sample: Int32Array,
): Float64Array {
  const { classOf, classCount } = classesOf(target);
  const counts = new Map<number, number>();
  const sizes = new Float64Array(foldCount * (count + 1));
  const overall = new Float64Array(foldCount * classCount);
  for (const [i, row] of sample.entries()) {
    const outcome = classOf(row);
    for (let fold = 0; fold < foldCount; fold++) {
      if (fold === foldOf(i)) continue;
      const slot = fold * (count + 1) + (codes[i] ?? 0);
      const key = slot * classCount + outcome;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      sizes[slot] = (sizes[slot] ?? 0) + 1;
      sizes[fold * (count + 1) + count] = (sizes[fold * (count + 1) + count] ?? 0) + 1;
      overall[fold * classCount + outcome] = (overall[fold * classCount + outcome] ?? 0) + 1;
    }
  }
  return Float64Array.from(sample, (row, i) => {
    const [fold, outcome] = [foldOf(i), classOf(row)];
    const slot = fold * (count + 1) + (codes[i] ?? 0);
    const size = sizes[fold * (count + 1) + count] ?? 0;
    const share = ((overall[fold * classCount + outcome] ?? 0) + 1) / (size + classCount);
    const hits = counts.get(slot * classCount + outcome) ?? 0;
    return -log((hits + priorRows * share) / ((sizes[slot] ?? 0) + priorRows));
  });
}

/** The class of each row of known outcome, from 0. */
export function classesOf(target: Exclude<LeakTarget, { type: 'number' }>): {
  readonly classOf: (row: number) => number;
  readonly classCount: number;
} {
  if (target.type === 'binary') return { classOf: (row) => target.y[row] ?? 0, classCount: 2 };
  return { classOf: (row) => target.codes[row] ?? 0, classCount: target.classes.length };
}
