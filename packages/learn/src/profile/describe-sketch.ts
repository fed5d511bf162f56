import type { ColumnProfile } from './column-profile.ts';
import type { ColumnSketch } from './column-sketch.ts';
import { describeNumbers } from './describe-numbers.ts';
import { describeTexts } from './describe-texts.ts';

/** The profile of a sketched column: aggregates only, plain JSON. */
export function describeSketch(sketch: ColumnSketch): ColumnProfile {
  return sketch.kind === 'text'
    ? describeTexts(sketch.column, sketch.texts)
    : describeNumbers(sketch.column, sketch.kind, sketch.numbers);
}
