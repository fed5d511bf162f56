import { mergeNumberSketches, type NumberSketch, sketchNumbers } from '@tend/kernels';
import type { Column, NumericKind } from '@tend/table';
import { countTexts, mergeTextCounts, type TextCounts } from './text-counts.ts';

/** What is kept of a column to profile it, or of a part of it; it names values of single rows, a profile made of it does not. */
export type ColumnSketch =
  | { readonly kind: NumericKind; readonly column: string; readonly numbers: NumberSketch }
  | { readonly kind: 'text'; readonly column: string; readonly texts: TextCounts };

/** Sketches a column, or some rows of it. */
export function sketchColumn(column: Column, rows?: Int32Array): ColumnSketch {
  const { name } = column;
  if (column.kind === 'text') return { kind: 'text', column: name, texts: countTexts(column, rows) };
  return { kind: column.kind, column: name, numbers: sketchNumbers(column.values, rows) };
}

/** The sketch of two parts of a column together, the rows of `a` first. RangeError where their kinds differ. */
export function mergeColumnSketches(a: ColumnSketch, b: ColumnSketch): ColumnSketch {
  if (a.kind === 'text' && b.kind === 'text') return { ...a, texts: mergeTextCounts(a.texts, b.texts) };
  if (a.kind !== 'text' && b.kind !== 'text' && a.kind === b.kind)
    return { ...a, numbers: mergeNumberSketches(a.numbers, b.numbers) };
  throw new RangeError(`${a.column}: expected another part of ${a.kind}, came ${b.kind}`);
}
