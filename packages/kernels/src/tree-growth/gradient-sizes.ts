import { storedRows } from './stored-rows.ts';
import { selectionBuckets, type TreeLayout } from './tree-layout.ts';

/** A digit of a size: the bits from `shift` on of those below `above`, one of `buckets` values. */
export interface SizeDigit {
  readonly above: number;
  readonly shift: number;
  readonly buckets: number;
}

/** The sizes of the stored gradients of a thread's rows. */
export interface GradientSizes {
  /** The sum of |g h| over the outputs as float32, whose bits order as its value: for each row. */
  sizeGradients(): void;
  /** How many of those whose bits from `above` on are `found` have each value of the digit, in the thread's `selection`. */
  countSizes(digit: SizeDigit, found: number): void;
}

/** Where the sizes of the thread's rows from `begin` on stand, in bytes: in its part of buffer 1, before that holds records. */
export function sizesAt(layout: TreeLayout, begin: number): number {
  return layout.records[1] + begin * 8;
}

export function gradientSizes(memory: ArrayBufferLike, layout: TreeLayout, rank: number): GradientSizes {
  const { rowCount, outputCount, begin, end, gradients, hessians } = storedRows(memory, layout, rank);
  const sizes = new Float32Array(memory, sizesAt(layout, begin), end - begin);
  const bits = new Int32Array(memory, sizes.byteOffset, sizes.length);
  const selected = layout.storesGradients ? selectionBuckets : 0;
  const counts = new Int32Array(memory, layout.selection + rank * selectionBuckets * 4, selected);
  return {
    sizeGradients() {
      for (let row = begin; row < end; row++) {
        let size = 0;
        for (let at = row; at < outputCount * rowCount; at += rowCount)
          size += Math.abs((gradients[at] as number) * (hessians[at] as number));
        sizes[row - begin] = size;
      }
    },
    countSizes({ above, shift, buckets }, found) {
      counts.fill(0, 0, buckets);
      for (const size of bits) if (size >>> above === found) (counts[(size >>> shift) & (buckets - 1)] as number)++;
    },
  };
}
