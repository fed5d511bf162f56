import { splitRule } from '../decision-forest/decision-forest.ts';
import { categoryGoesLeft, numberGoesLeft } from '../decision-forest/goes-left.ts';
import type { AddShap } from './compiled-shap.ts';
import { repeatedFeature, shapSplitBytes, shapTreeBytes } from './shap-tables.ts';

/** A tree in the memory, and the row and lane that are explained; numbers count bytes. */
interface Walk {
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly splits: number;
  readonly splitCount: number;
  /** Quadrature nodes. */
  readonly nodes: number;
  readonly quadrature: number;
  readonly slots: number;
  readonly ratios: number;
  readonly inverses: number;
  readonly flags: number;
  readonly directions: number;
}

/** The TypeScript twin of packages/kernels/assembly/tree-shap/add-shap.ts, which explains it: the same bits. */
export function addShapKernel(memory: ArrayBufferLike): AddShap {
  const f64 = new Float64Array(memory);
  const i32 = new Int32Array(memory);
  const u32 = new Uint32Array(memory);
  return (trees, treesEnd, values, contributions, pairBytes, pairCount, margins, ...scratch) => {
    const [slots, ratios, inverses, flags, directions] = scratch;
    for (let tree = trees >> 2; tree < treesEnd >> 2; tree += shapTreeBytes >> 2) {
      const [splits = 0, splitCount = 0, leafValues = 0, leafCount = 0, nodes = 0, quadrature = 0] = u32.subarray(
        tree,
        tree + 6,
      );
      const places = { splits, splitCount, nodes, quadrature, slots, ratios, inverses, flags, directions };
      const walk: Walk = { f64, i32, u32, ...places };
      placeLeaves(walk, leafValues >> 3, leafCount);
      placeInverses(walk);
      for (let pair = 0; pair < pairCount; pair++)
        for (let lane = 0; lane < 16; lane += 8) {
          const row = pair * pairBytes + lane;
          const leaf = splitCount === 0 ? 0 : route(walk, values + row);
          (f64[(margins + pair * 16 + lane) >> 3] as number) += f64[(leafValues >> 3) + leaf] as number;
          descend(walk);
          ascend(walk, contributions + row);
        }
    }
  };
}

// A slot and a flag have two lanes, as in the compiled kernel; here the first of them serves one row after the other.

function placeLeaves({ f64, slots, splitCount, nodes }: Walk, leafValues: number, leafCount: number): void {
  const first = (slots >> 3) + splitCount * nodes * 2;
  for (let leaf = 0; leaf < leafCount; leaf++)
    for (let k = 0; k < nodes; k++) f64[first + (leaf * nodes + k) * 2] = f64[leafValues + leaf] as number;
}

function placeInverses({ f64, u32, splits, splitCount, nodes, quadrature, inverses }: Walk): void {
  for (let s = 0; s < splitCount; s++) {
    const split = splits + s * shapSplitBytes;
    if (((u32[(split + 28) >> 2] as number) & repeatedFeature) === 0) continue;
    const above = f64[(split + 16) >> 3] as number;
    for (let k = 0; k < nodes; k++) {
      const t = (quadrature >> 3) + 3 * k;
      f64[(inverses >> 3) + s * nodes + k] = 1 / ((f64[t] as number) + (f64[t + 1] as number) * above);
    }
  }
}

/** Notes the way at each split and the flag of each child; gives the leaf that the row comes to. */
function route({ f64, i32, u32, splits, splitCount, flags, directions }: Walk, values: number): number {
  i32[flags >> 2] = -1;
  for (let s = 0; s < splitCount; s++) {
    const split = splits + s * shapSplitBytes;
    const rule = u32[(split + 28) >> 2] as number;
    const value = f64[(values + (u32[(split + 24) >> 2] as number)) >> 3] as number;
    const set = (u32[split >> 2] as number) >> 2;
    const isLeft =
      (rule & splitRule.categorical) !== 0
        ? categoryGoesLeft(u32, set, set + (u32[(split + 4) >> 2] as number), rule, value)
        : numberGoesLeft(f64[split >> 3] as number, rule, value);
    const left = isLeft ? -1 : 0;
    const met = i32[(flags + (u32[(split + 48) >> 2] as number)) >> 2] as number;
    i32[(directions >> 2) + 4 * s] = left;
    i32[(flags >> 2) + 8 * s + 4] = met & left;
    i32[(flags >> 2) + 8 * s + 8] = met & ~left;
  }
  let node = 0;
  while (node >= 0) {
    const split = (splits + node * shapSplitBytes) >> 2;
    node = i32[split + (i32[(directions >> 2) + 4 * node] === 0 ? 14 : 13)] as number;
  }
  return ~node;
}

/** Gives every split the product of the factors above it, times the weights. */
function descend(walk: Walk): void {
  const { f64, i32, u32, splits, splitCount, nodes, slots, flags, directions } = walk;
  const quadrature = walk.quadrature >> 3;
  for (let k = 0; k < nodes; k++) f64[(slots >> 3) + 2 * k] = f64[quadrature + 3 * k + 2] as number;
  for (let s = 0; s < splitCount; s++) {
    const split = splits + s * shapSplitBytes;
    const isLeft = i32[(directions >> 2) + 4 * s] !== 0;
    const share = f64[(split + 8) >> 3] as number;
    const toLeft = (slots + (u32[(split + 40) >> 2] as number)) >> 3;
    const toRight = (slots + (u32[(split + 44) >> 2] as number)) >> 3;
    const isRepeated = ((u32[(split + 28) >> 2] as number) & repeatedFeature) !== 0;
    const isMet = i32[(flags + (u32[(split + 48) >> 2] as number)) >> 2] !== 0;
    const zero = isRepeated ? (f64[(split + 16) >> 3] as number) * share : share;
    for (let k = 0; k < nodes; k++) {
      const t = isLeft ? (f64[quadrature + 3 * k] as number) : 0;
      let ratio = (f64[quadrature + 3 * k + 1] as number) * zero + t;
      if (isRepeated) ratio = isMet ? ratio * (f64[(walk.inverses >> 3) + s * nodes + k] as number) : share;
      const at = (s * nodes + k) * 2;
      const product = f64[(slots >> 3) + at] as number;
      const below = product * ratio;
      f64[(walk.ratios >> 3) + at] = ratio;
      f64[toLeft + 2 * k] = below;
      f64[toRight + 2 * k] = product - below;
    }
  }
}

/** Replaces the product at every split by the leaves below it, each times its factors down to there; adds contributions. */
function ascend(walk: Walk, contributions: number): void {
  const { f64, i32, u32, splits, splitCount, nodes, slots, ratios, inverses, flags, directions } = walk;
  for (let s = splitCount - 1; s >= 0; s--) {
    const split = splits + s * shapSplitBytes;
    const fromLeft = (slots + (u32[(split + 32) >> 2] as number)) >> 3;
    const fromRight = (slots + (u32[(split + 36) >> 2] as number)) >> 3;
    const isRepeated = ((u32[(split + 28) >> 2] as number) & repeatedFeature) !== 0;
    let sum = 0;
    for (let k = 0; k < nodes; k++) {
      const at = (s * nodes + k) * 2;
      const right = f64[fromRight + 2 * k] as number;
      const difference = (f64[fromLeft + 2 * k] as number) - right;
      const product = f64[(slots >> 3) + at] as number;
      f64[(slots >> 3) + at] = right + (f64[(ratios >> 3) + at] as number) * difference;
      const inverse = isRepeated ? (f64[(inverses >> 3) + s * nodes + k] as number) : 1;
      sum += isRepeated ? product * difference * (inverse * inverse) : product * difference;
    }
    if (isRepeated) sum *= f64[(split + 16) >> 3] as number;
    const one = i32[(directions >> 2) + 4 * s] !== 0 ? 1 : 0;
    const isMet = i32[(flags + (u32[(split + 48) >> 2] as number)) >> 2] !== 0;
    const unlike = isMet ? one - (f64[(split + 8) >> 3] as number) : 0;
    const column = (contributions + (u32[(split + 24) >> 2] as number)) >> 3;
    (f64[column] as number) += unlike * sum;
  }
}
