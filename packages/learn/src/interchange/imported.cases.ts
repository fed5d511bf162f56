import type { NumericMatrix } from './numeric-matrix.ts';

/** Rows as a reference file lists them (null is missing), as a matrix. */
export function matrixOf(names: readonly string[], rows: readonly (readonly (number | null)[])[]): NumericMatrix {
  const values = new Float64Array(names.length * rows.length);
  for (const f of names.keys())
    for (const [row, cells] of rows.entries()) values[f * rows.length + row] = cells[f] ?? Number.NaN;
  return { rowCount: rows.length, features: names.map((name) => ({ name, source: name })), values };
}

/** One row of a matrix. */
export function rowOf({ rowCount, features, values }: NumericMatrix, row: number): NumericMatrix {
  const own = features.map((_, f) => values[f * rowCount + row]!);
  return { rowCount: 1, features, values: Float64Array.from(own) };
}

/** Largest |a - b| / max(1, |b|); infinite where lengths differ or only one is NaN. */
export function largestDifference(came: ArrayLike<number>, expected: readonly (number | null)[]): number {
  if (came.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce<number>((most, value, i) => {
    const difference = Math.abs(came[i]! - (value ?? Number.NaN)) / Math.max(1, Math.abs(value ?? 1));
    return Math.max(most, Number.isNaN(difference) && came[i] !== value ? Number.POSITIVE_INFINITY : difference);
  }, 0);
}
