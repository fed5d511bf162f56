import type { Column } from '@tend/table';
import type { Evidence, LeakEvidence } from './leak-suspect.ts';

/** Of the rows that guessing the most common outcome gets wrong, what knowing the value must get right. */
const leastLambda = 0.98;
/** Values repeat at least so often on average, or each row would "determine" its outcome. */
const leastRowsALevel = 20;
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

/** Knowing the value gives the outcome: on all rows (certain), or with hardly an exception (suspect). */
export function functionEvidence(column: Column, outcomes: CodedOutcomes, source?: string): Evidence | undefined {
  const readValue = (row: number): number => (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? -1;
  const found = determinedBy(readValue, outcomes);
  if (found === undefined) return undefined;
  const { share, levels, isCertain } = found;
  const evidence: LeakEvidence = { type: 'function', share, levels, ...(source === undefined ? {} : { source }) };
  return { grade: isCertain ? 'certain' : 'suspect', evidence, n: outcomes.rows.length };
}

/**
 * How far the values of rows determine their outcomes; undefined where they do not, or repeat fewer than 20 times on
 * average. Missing is a value of its own: code -1, or NaN, which a Map holds once.
 */
export function determinedBy(readValue: (row: number) => number, outcomes: CodedOutcomes): Determined | undefined {
  const { rows, codes } = outcomes;
  const mostLevels = rows.length / leastRowsALevel;
  const indexOf = new Map<number, number>();
  let width = 1;
  for (let i = 0; i < codes.length; i++) width = Math.max(width, (codes[i] as number) + 1);
  const usual = new Int32Array(width);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[i] ?? 0;
    usual[code] = (usual[code] as number) + 1;
  }
  const guessed = usual.reduce((most, count) => Math.max(most, count), 0);
  const isEnough = (right: number): boolean => (right - guessed) / (rows.length - guessed) >= leastLambda;
  // Of thousands of outcomes a table of all pairs would not fit into memory, and nearly all of it would be empty.
  const dense: number[] | undefined = width <= mostDense ? [] : undefined;
  const sparse = new Map<number, number>();
  const most: number[] = [];
  let right = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = readValue(rows[i] ?? -1);
    let index = indexOf.get(value);
    if (index === undefined) {
      index = indexOf.size;
      if (index + 1 > mostLevels) return undefined;
      indexOf.set(value, index);
      most.push(0);
      if (dense !== undefined) for (let code = 0; code < width; code++) dense.push(0);
    }
    const code = codes[i] ?? 0;
    const slot = index * width + code;
    const count = ((dense === undefined ? sparse.get(slot) : dense[slot]) ?? 0) + 1;
    if (dense === undefined) sparse.set(slot, count);
    else dense[slot] = count;
    if (count > (most[index] ?? 0)) {
      most[index] = count;
      right++;
    } else if (!isEnough(rows.length - (i + 1 - right))) return undefined;
  }
  const levels = indexOf.size;
  if (levels < 2) return undefined;
  if (!isEnough(right)) return undefined;
  const share = right / rows.length;
  return { share, levels, isCertain: share === 1 && rows.length - guessed >= leastRowsALevel };
}
