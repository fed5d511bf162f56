import { mergeNumberSketches } from '@tend/kernels';
import type { ColumnSketch } from './column-sketch.ts';
import { type KeptTexts, keepTexts, mergeKeptTexts } from './kept-texts.ts';

/** A sketch as it is kept with a snapshot: of texts, not more than bounded memory holds. It names values of single rows. */
export type KeptSketch =
  | Exclude<ColumnSketch, { kind: 'text' }>
  | { readonly kind: 'text'; readonly column: string; readonly texts: KeptTexts };

/** What is kept of a sketch. */
export function keepSketch(sketch: KeptSketch): KeptSketch {
  return sketch.kind === 'text' ? { ...sketch, texts: keepTexts(sketch.texts) } : sketch;
}

/** The sketch of two parts of a column together, the rows of `a` first. RangeError where their kinds differ. */
export function mergeKeptSketches(a: KeptSketch, b: KeptSketch): KeptSketch {
  if (a.kind === 'text' && b.kind === 'text') return { ...a, texts: mergeKeptTexts(a.texts, b.texts) };
  if (a.kind !== 'text' && b.kind !== 'text' && a.kind === b.kind)
    return { ...a, numbers: mergeNumberSketches(a.numbers, b.numbers) };
  throw new RangeError(`${a.column}: expected another part of ${a.kind}, came ${b.kind}`);
}
