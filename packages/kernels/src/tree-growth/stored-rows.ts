import { type RowNumbers, rowNumbers } from './row-numbers.ts';
import { firstRow, type TreeLayout } from './tree-layout.ts';

/** The stored gradients of a thread's rows. */
export interface StoredRows {
  readonly begin: number;
  readonly end: number;
  readonly rowCount: number;
  readonly outputCount: number;
  readonly gradients: RowNumbers;
  readonly hessians: RowNumbers;
}

/** The stored gradients in a memory as one of its threads sees them; none where they are not stored. */
export function storedRows(memory: ArrayBufferLike, layout: TreeLayout, rank: number): StoredRows {
  const { rowCount, outputCount } = layout;
  const storedCount = layout.storesGradients ? outputCount * rowCount : 0;
  return {
    begin: firstRow(layout, rank),
    end: firstRow(layout, rank + 1),
    rowCount,
    outputCount,
    gradients: rowNumbers(memory, layout, layout.gradients, storedCount),
    hessians: rowNumbers(memory, layout, layout.hessians, storedCount),
  };
}
