import { standardised } from '@tend/kernels';
import { columnOf, type NumericColumn, type Table } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';
import { affordableRows, drawRows } from './draw-rows.ts';

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
export function varianceInflation(table: Table, rows: Int32Array, columns: readonly string[]): VarianceInflation {
  const numbers = columns
    .map((name) => columnOf(table, name))
    .filter((column): column is NumericColumn => column.kind === 'number' || column.kind === 'integer');
  const sample = drawRows(rows, affordableRows(numbers.length));
  const taken = numbers.map((column) => ({ name: column.name, values: valuesAt(column, sample) }));
  const asked = taken.filter(({ values }) => missingShare(values) <= mostMissing);
  const complete = completeRows(
    asked.map(({ values }) => values),
    sample.length,
  );
  const varying = asked
    .map(({ name, values }) => ({ name, values: standardised(elementsAt(values, complete)) }))
    .filter(({ values }) => values.some((value) => value !== 0));
  const names = new Set(varying.map(({ name }) => name));
  const leftOut = numbers.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  const n = complete.length;
  const result = { n, sampleSize: sample.length, leftOut };
  if (varying.length < 2 || n < leastRowsAColumn * varying.length) return { ...result, columns: [] };
  const correlations = correlationMatrix(varying.map(({ values }) => values));
  return {
    ...result,
    columns: varying.map(({ name }, place): InflatedColumn => {
      const left = unexplained(correlations, varying.length, place);
      return { column: name, explained: 1 - left, inflation: left > exact ? 1 / left : null };
    }),
  };
}

function missingShare(values: Float64Array): number {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) missing++;
  return missing / Math.max(1, values.length);
}

/** The rows in which all columns are finite. */
function completeRows(columns: readonly Float64Array[], rowCount: number): Int32Array {
  const isPartial = new Uint8Array(rowCount);
  for (const values of columns) for (let i = 0; i < rowCount; i++) if (!Number.isFinite(values[i])) isPartial[i] = 1;
  const complete = new Int32Array(rowCount);
  let n = 0;
  for (let i = 0; i < rowCount; i++) if (isPartial[i] === 0) complete[n++] = i;
  return complete.subarray(0, n);
}

function elementsAt(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i] as number] as number;
  return taken;
}

function correlationMatrix(columns: readonly Float64Array[]): Float64Array {
  const matrix = new Float64Array(columns.length * columns.length);
  for (const [i, a] of columns.entries())
    for (const [j, b] of columns.entries()) {
      if (j > i) break;
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += (a[row] as number) * (b[row] as number);
      matrix[i * columns.length + j] = sum / a.length;
      matrix[j * columns.length + i] = sum / a.length;
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
