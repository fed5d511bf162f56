import { groupsPerBlock, groupWidth, type TreeLayout } from './tree-layout.ts';

/** Rows copied for all features of a block before the next: 64 kB of rows stay in cache. */
const tileRows = 1024;

/** Fills the row-major copy of the bins from the column-major one; bins of padding features stay 0. */
export function packRows(memory: ArrayBufferLike, layout: TreeLayout): void {
  const { rowCount, featureCount, groupCount } = layout;
  const columns = new Uint8Array(memory, layout.columns, rowCount * featureCount);
  const rows = new Uint8Array(memory, layout.rows, rowCount * groupCount * groupWidth);
  const blockWidth = groupsPerBlock * groupWidth;
  for (let first = 0; first < featureCount; first += blockWidth) {
    const stride = Math.min(blockWidth, groupCount * groupWidth - first);
    const end = Math.min(featureCount, first + blockWidth);
    for (let start = 0; start < rowCount; start += tileRows) {
      const stop = Math.min(rowCount, start + tileRows);
      for (let feature = first; feature < end; feature++)
        for (let r = start, to = first * rowCount + start * stride + feature - first; r < stop; r++, to += stride)
          rows[to] = columns[feature * rowCount + r] as number;
    }
  }
}
