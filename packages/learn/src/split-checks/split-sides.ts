import type { Table } from '@tend/table';
import type { LeakTarget } from '../explore/leak-target.ts';

/** The two sides of a split, as the checks see them: outcomes of training rows only. */
export interface SplitSides {
  readonly table: Table;
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** Read at training rows, never at test rows. */
  readonly target: LeakTarget;
  /** The columns that models may see. */
  readonly columns: readonly string[];
  readonly by: 'time' | 'random' | 'group';
  readonly timeColumn?: string;
  /** The column that names the person or thing of a row. */
  readonly key?: string;
  /** The column whose groups the split keeps whole. */
  readonly groupColumn?: string;
}
