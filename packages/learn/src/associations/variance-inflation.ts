import { columnPairs, type ScoredColumn } from '@tend/kernels';
import { type Column, columnOf } from '@tend/table';
import type { CodedColumns } from './coded-columns.ts';
import { affordableRows } from './draw-rows.ts';
import { type MissingRows, missingRows, uniteMissing } from './missing-rows.ts';
import { scoredNumber } from './scored-number.ts';

/** How far each number follows from all other numbers together, on the rows where all are present. */
export interface VarianceInflation {
  readonly n: number;
  readonly sampleSize: number;
  readonly columns: readonly InflatedColumn[];
  /** Numbers that are not asked: more than 20% missing, or constant on the rows where all are present. */
  readonly leftOut: readonly string[];
}

export interface InflatedColumn {
  readonly column: string;
  /** The share of its variance that a linear function of the others explains. */
  readonly explained: number;
  /** 1 / (1 - explained); null where it is an exact linear function of the others. */
  readonly inflation: number | null;
}

const mostMissing = 0.2;
/** More parameters than this share of the rows explain by chance. */
const leastRowsAColumn = 10;
/** What is left of a standardised column that the others give exactly: rounding. */
const exact = 1e-10;

/** Variance inflation factors of the numbers (not dates) among these columns; empty where there are not enough rows. */
export function varianceInflation(coded: CodedColumns, columns: readonly string[]): VarianceInflation {
  const names = columns.filter((name) => isNumber(columnOf(coded.table, name)));
  const sample = coded.sample(affordableRows(names.length));
  const rowCount = sample.rows.length;
  const numbers = names.map((name) => sample.of(name)).filter((column) => column.as === 'number');
  const asked = numbers.filter(({ missing }) => missing <= mostMissing * rowCount);
  const absent = missingRows(asked).reduce(uniteMissing, new Int32Array(0));
  const scored = asked.flatMap((column) => {
    const scores = scoredNumber(column, absent);
    return scores === undefined ? [] : [{ name: column.name, codes: column.codes, scores: scores.values }];
  });
  const taken = new Set(scored.map(({ name }) => name));
  const leftOut = names.filter((name) => !taken.has(name));
  const n = rowCount - absent.length;
  const result = { n, sampleSize: rowCount, leftOut };
  if (scored.length < 2 || n < leastRowsAColumn * scored.length) return { ...result, columns: [] };
  const correlations = correlationMatrix(scored, absent, n);
  return {
    ...result,
    columns: scored.map(({ name }, place): InflatedColumn => {
      const left = unexplained(correlations, scored.length, place);
      return { column: name, explained: 1 - left, inflation: left > exact ? 1 / left : null };
    }),
  };
}

function isNumber({ kind }: Column): boolean {
  return kind === 'number' || kind === 'integer';
}

function correlationMatrix(columns: readonly ScoredColumn[], absent: MissingRows, n: number): Float64Array {
  const size = columns.length;
  const pairs = columns.flatMap((_, i) => columns.slice(0, i + 1).flatMap((__, j) => [i, j]));
  const products = columnPairs().products(columns, Uint32Array.from(pairs), absent);
  const matrix = new Float64Array(size * size);
  for (let pair = 0; pair < products.length; pair++) {
    const [i, j] = [pairs[2 * pair] ?? 0, pairs[2 * pair + 1] ?? 0];
    matrix[i * size + j] = (products[pair] as number) / n;
    matrix[j * size + i] = (products[pair] as number) / n;
  }
  return matrix;
}

/** The variance of one variable that the others leave, by Cholesky with it last; a variable that those before it give is skipped. */
function unexplained(matrix: Float64Array, size: number, last: number): number {
  const order = [...Array.from({ length: size }, (_, i) => i).filter((i) => i !== last), last];
  const lower = new Float64Array(size * size);
  let left = 1;
  for (const [i, a] of order.entries()) {
    for (let j = 0; j < i; j++) {
      const pivot = lower[j * size + j] ?? 0;
      if (pivot === 0) continue;
      let sum = matrix[a * size + (order[j] ?? 0)] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      lower[i * size + j] = sum / pivot;
    }
    left = matrix[a * size + a] ?? 0;
    for (let k = 0; k < i; k++) left -= (lower[i * size + k] ?? 0) ** 2;
    lower[i * size + i] = left > exact ? Math.sqrt(left) : 0;
  }
  return Math.max(0, left);
}
