import { missingBin } from './bin-column.ts';
import { columnBin } from './feature-place.ts';
import { scratchOf, scratchParts, type TreeLayout } from './tree-layout.ts';

export type PartitionKernel = (
  side: number,
  begin: number,
  count: number,
  feature: number,
  bin: number,
  missingLeft: number,
  leftBins?: Uint8Array,
) => number;

/** For each of the 256 bins of the feature's column, 1 where its rows go left: bins 1..`bin`, and 0 if `missingLeft`; or `leftBins`. */
export function fillGoesLeft(
  goesLeft: Uint8Array,
  layout: TreeLayout,
  feature: number,
  bin: number,
  missingLeft: number,
  leftBins?: Uint8Array,
): void {
  if (leftBins !== undefined) {
    goesLeft.fill(0);
    for (const own of leftBins) goesLeft[own] = 1;
    return;
  }
  const place = layout.places[feature];
  if (place?.shared === undefined) {
    goesLeft.fill(0);
    goesLeft.fill(1, 1, bin + 1);
    goesLeft[missingBin] = missingLeft;
    return;
  }
  goesLeft.fill(place.shared.defaultBin <= bin ? 1 : 0);
  for (let own = place.shared.hasMissing ? 0 : 1; own < place.binCount; own++) {
    if (own === place.shared.defaultBin) continue;
    goesLeft[columnBin(place, own)] = own === missingBin ? missingLeft : own <= bin ? 1 : 0;
  }
}

/**
 * Moves the records [begin, begin + count) of buffer `side` into the other buffer: rows of bins 1..`bin` (and of the
 * missing bin if `missingLeft` is 1), or of the bins `leftBins` of a categorical feature, to the front in order, the others
 * to the back in reverse. Gives the rows on the left. Branchless: one store a record, at a place chosen by arithmetic.
 * Records move as float64, which is exact because the row number in the high word (below 2^31 - 2^20) never spells a NaN.
 */
export function partitionKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): PartitionKernel {
  const { rowCount, places } = layout;
  const buffers = layout.records.map((offset) => new Float64Array(memory, offset, rowCount));
  const words = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const columns = new Uint8Array(memory, layout.columns, rowCount * layout.columnCount);
  const goesLeft = new Uint8Array(memory, scratchOf(layout, rank) + scratchParts.binTable, 256);
  return (side, begin, count, feature, bin, missingLeft, leftBins) => {
    fillGoesLeft(goesLeft, layout, feature, bin, missingLeft, leftBins);
    return moveRecords(
      buffers[side] as Float64Array,
      words[side] as Int32Array,
      buffers[1 - side] as Float64Array,
      columns,
      (places[feature]?.column ?? 0) * rowCount,
      goesLeft,
      begin,
      count,
    );
  };
}

function moveRecords(
  from: Float64Array,
  fromWords: Int32Array,
  to: Float64Array,
  columns: Uint8Array,
  column: number,
  goesLeft: Uint8Array,
  begin: number,
  count: number,
): number {
  let left = begin;
  let right = begin + count - 1;
  for (let i = begin, end = begin + count; i < end; i++) {
    const isLeft = goesLeft[columns[column + (fromWords[2 * i + 1] as number)] as number] as number;
    to[right + isLeft * (left - right)] = from[i] as number;
    left += isLeft;
    right -= 1 - isLeft;
  }
  return left - begin;
}
