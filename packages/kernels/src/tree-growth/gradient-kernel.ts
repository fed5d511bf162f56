import { hash32 } from '../random/hash32.ts';
import { sigmoid32 } from './sigmoid32.ts';
import { firstRow, type TreeLayout, totalFields } from './tree-layout.ts';

const { fround } = Math;

/** How gradients become integers of at most `levels`: g = quantised * gradientStep, h = quantised * hessianStep. */
export interface Quantisation {
  readonly levels: number;
  readonly gradientStep: number;
  readonly hessianStep: number;
}

/**
 * At most 11 bits and a sign: rounding noise far below that of the labels, and 2^26 / 2047 = 32 k rows fit one float64
 * accumulator. Fewer where the sum over all rows would pass 31 bits, so that sums are exact for any row count.
 */
export function quantisation(rowCount: number, maxWeight: number): Quantisation {
  const levels = Math.max(1, Math.min(2047, Math.floor(0x7fff_ffff / rowCount)));
  return { levels, gradientStep: maxWeight / levels, hessianStep: maxWeight / 4 / levels };
}

/** The salt of the rows that are drawn into the bag of a tree. */
export function bagSaltOf(salt: number): number {
  return hash32(salt, 0x6261_6721);
}

/** `levels` from `quantisation`. */
export type GradientKernel = (salt: number, bagLimit: number, levels: number) => void;

/**
 * Logistic gradients g = w (p - y), h = w p (1 - p) of the thread's rows, rounded stochastically by a hash of (row, salt),
 * as records of the root in row order; rows whose bag hash is >= `bagLimit` (of 2^32) get zero gradients. Writes the
 * thread's totals. A row's rounding depends on nothing but its number and the tree, hence not on threads. All of it is
 * float32 arithmetic, whose error is far below a level; the noise of 12 bits and a half never lifts a sum past `levels`.
 * Source: Shi et al. 2022.
 */
export function gradientKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): GradientKernel {
  const { rowCount } = layout;
  const begin = firstRow(layout, rank);
  const end = firstRow(layout, rank + 1);
  const records = new Int32Array(memory, layout.records[0], rowCount * 2);
  const labels = new Uint8Array(memory, layout.labels, layout.storesGradients ? 0 : rowCount);
  const weights = new Float32Array(memory, layout.weights, rowCount);
  const scores = new Float64Array(memory, layout.scores, rowCount);
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  return (salt, bagLimit, levels) => {
    const bagSalt = bagSaltOf(salt);
    const isWhole = bagLimit >= 4294967296;
    let sumG = 0;
    let sumH = 0;
    let inBag = 0;
    for (let r = begin; r < end; r++) {
      let packed = 0;
      if (isWhole || hash32(r, bagSalt) < bagLimit) {
        const p = sigmoid32(fround(scores[r] as number));
        const w = weights[r] as number;
        const noise = hash32(r, salt);
        const g = rounded(fround(w * fround(p - (labels[r] as number))), levels, noise & 0xfff);
        const h = rounded(fround(fround(w * p) * fround(1 - p)), 4 * levels, noise >>> 20);
        packed = (g << 16) | h;
        sumG += g;
        sumH += h;
        inBag++;
      }
      records[2 * r] = packed;
      records[2 * r + 1] = r;
    }
    totals[0] = sumG;
    totals[1] = sumH;
    totals[2] = inBag;
  };
}

/** floor(x * per + noise), the noise of 12 bits in the middles of 4,096 parts of a unit. */
function rounded(x: number, per: number, noise: number): number {
  return Math.floor(fround(fround(x * per) + (noise + 0.5) / 4096));
}
