import type { Column } from '@tend/table';
import { evenSample } from './even-sample.ts';
import type { Evidence } from './leak-suspect.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';
import { singleSkill } from './single-skill.ts';

const leastRows = 200;
/** Expected pairs of equal values, were the numbers drawn at random from their range: with so many, none is no chance. */
const leastExpectedPairs = 20;
/** Of the rows that the more common outcomes do not explain, what the neighbour's outcome must get right. */
const leastNeighbour = 0.98;

/**
 * A whole number that is different in each row, although numbers drawn from its range would repeat: it was handed out. It is
 * suspected where it stands in the order of the rows, or tells something about the outcome; it is certain where rows with
 * neighbouring numbers have the same outcome nearly always, as in a file sorted by it.
 */
export function identifierEvidence(column: Column, target: LeakTarget, rows: Int32Array): Evidence | undefined {
  if (column.kind !== 'integer' || rows.length < leastRows) return undefined;
  // Most columns repeat within a few rows.
  if (expectedPairs(column.values, evenSample(rows, 2000)) === 0) return undefined;
  if (expectedPairs(column.values, rows) < leastExpectedPairs) return undefined;
  const known = rowsOfKnownTarget(target, rows);
  const inOrder = orderedShare(column.values, rows);
  const neighbour = target.type === 'number' ? 0 : neighbourSkill(target, column.values, known);
  const { low, value } = singleSkill(column, target, known);
  if (inOrder < 1 && low <= 0 && neighbour < leastNeighbour) return undefined;
  const evidence = { type: 'identifier', isRowNumber: inOrder === 1, skill: Math.max(0, value), neighbour } as const;
  return { grade: neighbour >= leastNeighbour ? 'certain' : 'suspect', evidence, n: known.length };
}

/** Pairs of equal values expected of random draws from the range of the column; 0 where a value repeats or is missing. */
function expectedPairs(values: Float64Array, rows: Int32Array): number {
  const seen = new Set<number>();
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isInteger(value) || seen.has(value)) return 0;
    seen.add(value);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (rows.length * rows.length) / (2 * (high - low + 1));
}

/** 1 where the numbers rise with the rows, or fall with them, without exception; else 0. */
function orderedShare(values: Float64Array, rows: Int32Array): 0 | 1 {
  let rises = 0;
  let falls = 0;
  for (let i = 1; i < rows.length; i++)
    if ((values[rows[i] ?? 0] ?? 0) > (values[rows[i - 1] ?? 0] ?? 0)) rises++;
    else falls++;
  return Math.min(rises, falls) === 0 ? 1 : 0;
}

/** How much better the outcome of the row with the next smaller number is than a draw from all outcomes; 1: always right. */
function neighbourSkill(
  target: Exclude<LeakTarget, { type: 'number' }>,
  values: Float64Array,
  known: Int32Array,
): number {
  const codes = target.type === 'binary' ? target.y : target.codes;
  const order = known.slice().sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const counts = new Map<number, number>();
  let same = 0;
  for (const [i, row] of order.entries()) {
    const code = codes[row] ?? -1;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (i > 0 && codes[order[i - 1] ?? 0] === code) same++;
  }
  let chance = 0;
  for (const count of counts.values()) chance += (count / order.length) ** 2;
  return chance < 1 ? (same / (order.length - 1) - chance) / (1 - chance) : 0;
}
