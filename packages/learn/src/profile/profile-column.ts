import type { Column } from '@tend/table';
import type { ColumnProfile } from './column-profile.ts';
import { sketchColumn } from './column-sketch.ts';
import { describeSketch } from './describe-sketch.ts';

/** Profiles a column, or some rows of it. */
export function profileColumn(column: Column, rows?: Int32Array): ColumnProfile {
  return describeSketch(sketchColumn(column, rows));
}
