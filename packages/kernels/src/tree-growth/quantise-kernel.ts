import { hash32 } from '../random/hash32.ts';
import { storedRows } from './stored-rows.ts';
import { type TreeLayout, totalFields } from './tree-layout.ts';

const { fround } = Math;

/** A gradient and a hessian, or the largest of many. */
export interface GradientPair {
  readonly gradient: number;
  readonly hessian: number;
}

/** `levels` from `quantisation`; `largest` over all rows of the output, as float32, above 0. */
export type QuantiseKernel = (output: number, salt: number, levels: number, largest: GradientPair) => void;

/**
 * The stored gradients of one output as records of the root in row order: value / largest * levels, rounded stochastically
 * by a hash of (row, salt) as in `gradientKernel`. The largest value becomes `levels` exactly, so hessians that are all
 * equal stay so. Writes the thread's sums of g and h.
 */
export function quantiseKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): QuantiseKernel {
  const { rowCount, begin, end, gradients, hessians } = storedRows(memory, layout, rank);
  const records = new Int32Array(memory, layout.records[0], rowCount * 2);
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  return (output, salt, levels, { gradient, hessian }) => {
    const first = output * rowCount;
    let sumG = 0;
    let sumH = 0;
    for (let row = begin; row < end; row++) {
      const noise = hash32(row, salt);
      const g = rounded(gradients[first + row] as number, gradient, levels, noise & 0xfff);
      const h = rounded(hessians[first + row] as number, hessian, levels, noise >>> 20);
      records[2 * row] = (g << 16) | h;
      records[2 * row + 1] = row;
      sumG += g;
      sumH += h;
    }
    totals[0] = sumG;
    totals[1] = sumH;
  };
}

/** floor(x / largest * levels + noise), the noise of 12 bits in the middles of 4,096 parts of a unit. */
function rounded(x: number, largest: number, levels: number, noise: number): number {
  return Math.floor(fround(fround(fround(x / largest) * levels) + (noise + 0.5) / 4096));
}
