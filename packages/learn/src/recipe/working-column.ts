import type { Column, ColumnKind } from '@tend/table';

/** A column that a step reads or makes: of the table, or made by an earlier step. */
export interface WorkingColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Present where values are codes of unordered categories, 0 to categories - 1. */
  readonly categories?: number;
}

/** A working column with its values in the training rows, and no others. */
export type TrainingColumn = Column & { readonly categories?: number };
