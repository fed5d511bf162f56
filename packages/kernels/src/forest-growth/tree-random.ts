import { xoshiro128 } from '../random/xoshiro128.ts';

/** Whole numbers in [0, n) for n up to 2^32, with a bias below n / 2^32. */
export type TreeRandom = (n: number) => number;

/** Numbers from four words that are not all 0. Twin: assembly/forest-growth/random.ts. */
export function treeRandom(words: readonly [number, number, number, number]): TreeRandom {
  const next = xoshiro128(words);
  return (n) => Math.floor(next() * (1 / 4294967296) * n);
}
