import { sortedPresent } from '@tend/kernels';
import type { Column, TextColumn } from '@tend/table';
import type { KeptSketch } from '../profile/kept-sketch.ts';
import { distributionOf } from '../profile/value-distribution.ts';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';
import { describeColumn } from './describe-column.ts';
import { referenceOf } from './reference-of.ts';
import { countsOfDistribution, countsOfReference, countsOfSorted, type RowCounts } from './row-counts.ts';

/** A window with its counts: exact from rows and from what a sketch counted, read from an aggregate. */
export type ComparedWindow =
  | { readonly kind: 'number'; readonly described: NumericReference; readonly counts: RowCounts }
  | { readonly kind: 'text'; readonly described: TextReference; readonly counts: ReadonlyMap<string, number> };

/** What a window may be given as: the rows of a column, their sketch, or their aggregate. */
export type Window = Column | KeptSketch | ColumnReference;

/** Makes a window ready to be compared. */
export function comparedWindow(window: Window): ComparedWindow {
  if ('name' in window) return ofColumn(window);
  return 'n' in window ? ofReference(window) : ofSketch(window);
}

/** The aggregate of a window. */
export function describeWindow(window: Window): ColumnReference {
  if ('name' in window) return describeColumn(window);
  return 'n' in window ? window : referenceOf(window);
}

function ofColumn(column: Column): ComparedWindow {
  const described = describeColumn(column);
  if (described.kind !== 'text' && column.kind !== 'text')
    return { kind: 'number', described, counts: countsOfSorted(sortedPresent(column.values)) };
  if (described.kind === 'text' && column.kind === 'text')
    return { kind: 'text', described, counts: countValues(column) };
  throw new RangeError(`${column.name}: described as ${described.kind}, expected ${column.kind}`);
}

function ofSketch(sketch: KeptSketch): ComparedWindow {
  const described = referenceOf(sketch);
  if (sketch.kind === 'text' && described.kind === 'text') {
    const { dictionary, counts } = sketch.texts;
    const listed = new Map(dictionary.map((value, code) => [value, counts[code] as number]));
    return { kind: 'text', described, counts: listed };
  }
  if (sketch.kind !== 'text' && described.kind !== 'text') {
    const counts = countsOfDistribution(distributionOf(sketch.numbers.distribution));
    return { kind: 'number', described, counts };
  }
  throw new RangeError(`${sketch.column}: described as ${described.kind}, expected ${sketch.kind}`);
}

function ofReference(described: ColumnReference): ComparedWindow {
  if (described.kind !== 'text') return { kind: 'number', described, counts: countsOfReference(described) };
  return {
    kind: 'text',
    described,
    counts: new Map(described.frequent.map(({ value, count }) => [value, count])),
  };
}

function countValues({ codes, dictionary }: TextColumn): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const value = code < 0 ? undefined : dictionary[code];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
