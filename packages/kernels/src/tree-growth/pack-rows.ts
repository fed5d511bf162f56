import { firstColumn, groupsPerBlock, groupWidth, type TreeLayout } from './tree-layout.ts';

/** Rows copied for all columns of a block before the next: 64 kB of rows stay in cache. */
const tileRows = 1024;

/** Fills rows [begin, end) of the row-major copy from the column-major one; bins of padding columns stay 0. */
export function packRows(memory: ArrayBufferLike, layout: TreeLayout, begin: number, end: number): void {
  const { rowCount, columnCount, groupCount } = layout;
  const columns = new Uint8Array(memory, layout.columns, rowCount * columnCount);
  const rows = new Uint8Array(memory, layout.rows, rowCount * groupCount * groupWidth);
  for (let block = 0; block < groupCount; block += groupsPerBlock) {
    const groups = Math.min(groupsPerBlock, groupCount - block);
    const stride = groups * groupWidth;
    for (let start = begin; start < end; start += tileRows) {
      const stop = Math.min(end, start + tileRows);
      for (let group = 0; group < groups; group++) {
        const first = firstColumn(layout, block + group);
        for (let column = first; column < firstColumn(layout, block + group + 1); column++) {
          let to = block * groupWidth * rowCount + start * stride + group * groupWidth + column - first;
          for (let r = start; r < stop; r++, to += stride) rows[to] = columns[column * rowCount + r] as number;
        }
      }
    }
  }
}
