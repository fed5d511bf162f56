import type { Column } from '@tend/table';
import { sketchColumn } from '../profile/column-sketch.ts';
import type { ColumnReference } from './column-reference.ts';
import { referenceOf } from './reference-of.ts';

/** The aggregate of a column that later windows are compared with: that of its sketch. */
export function describeColumn(column: Column): ColumnReference {
  return referenceOf(sketchColumn(column));
}
