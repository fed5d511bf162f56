/** A column in a graph: one of the columns of a node, rows x width. */
export interface ColumnValue {
  readonly node: string;
  readonly place: number;
  readonly width: number;
  readonly type: 'float' | 'double' | 'string';
  /** Of texts whose missing ones were filled: what the empty text counts as. */
  readonly filledWith?: string;
}

/** Columns that a step makes, beside each other in one node. */
export interface MadeColumns extends Omit<ColumnValue, 'place'> {
  /** The place of the first; default 0. */
  readonly place?: number;
  /** How many of the node's columns, from `place` on; default all of them. */
  readonly count?: number;
}
