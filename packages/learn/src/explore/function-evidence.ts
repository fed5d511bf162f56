import type { DenseColumn } from '../associations/dense-column.ts';
import type { Evidence, LeakEvidence } from './leak-suspect.ts';

/** Of the rows that guessing the most common outcome gets wrong, what knowing the value must get right. */
const leastLambda = 0.98;
/** Values repeat at least so often on average, or each row would "determine" its outcome. */
const leastRowsALevel = 20;
/** A table of all pairs of values and outcomes has at most so many places for each value that may occur. */
const mostDense = 100;

/** Outcomes of a few kinds on some rows: `codes[i]`, from 0, for row `rows[i]` of the table. */
export interface CodedOutcomes {
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/** How far knowing a code gives the outcome. */
export interface Determined {
  /** Share of the rows that the most common outcome of each value gets right. */
  readonly share: number;
  readonly levels: number;
  readonly isCertain: boolean;
}

/**
 * Knowing the value gives the outcome: on all rows (certain), or with hardly an exception (suspect). The column is coded over
 * the rows of the outcomes.
 */
export function functionEvidence(dense: DenseColumn, outcomes: CodedOutcomes, source?: string): Evidence | undefined {
  const found = determinedBy(dense.codes, dense.counts.length + 1, outcomes);
  if (found === undefined) return undefined;
  const { share, levels, isCertain } = found;
  const evidence: LeakEvidence = { type: 'function', share, levels, ...(source === undefined ? {} : { source }) };
  return { grade: isCertain ? 'certain' : 'suspect', evidence, n: outcomes.rows.length };
}

/**
 * How far the values of rows, as codes below `codeCount`, determine their outcomes; undefined where they do not, or repeat fewer
 * than 20 times on average. Missing is a value of its own.
 */
export function determinedBy(values: Int32Array, codeCount: number, outcomes: CodedOutcomes): Determined | undefined {
  const { codes } = outcomes;
  const rowCount = codes.length;
  const mostLevels = rowCount / leastRowsALevel;
  let width = 1;
  for (let i = 0; i < rowCount; i++) width = Math.max(width, (codes[i] as number) + 1);
  const usual = new Int32Array(width);
  for (let i = 0; i < rowCount; i++) {
    const code = codes[i] as number;
    usual[code] = (usual[code] as number) + 1;
  }
  const guessed = usual.reduce((most, count) => Math.max(most, count), 0);
  const isEnough = (right: number): boolean => (right - guessed) / (rowCount - guessed) >= leastLambda;
  // Of thousands of outcomes a table of all pairs would not fit into memory, and nearly all of it would be empty.
  const dense = width * codeCount <= mostDense * mostLevels ? new Int32Array(width * codeCount) : undefined;
  const sparse = new Map<number, number>();
  const most = new Int32Array(codeCount);
  let levels = 0;
  let right = 0;
  for (let i = 0; i < rowCount; i++) {
    const value = values[i] as number;
    const slot = value * width + (codes[i] as number);
    const count = (dense === undefined ? (sparse.get(slot) ?? 0) : (dense[slot] as number)) + 1;
    if (dense === undefined) sparse.set(slot, count);
    else dense[slot] = count;
    const before = most[value] as number;
    if (before === 0 && ++levels > mostLevels) return undefined;
    if (count > before) {
      most[value] = count;
      right++;
    } else if (!isEnough(rowCount - (i + 1 - right))) return undefined;
  }
  if (levels < 2 || !isEnough(right)) return undefined;
  const share = right / rowCount;
  return { share, levels, isCertain: share === 1 && rowCount - guessed >= leastRowsALevel };
}
