/** Whole numbers in [0, n) for n up to 2^32, with a bias below n / 2^32. */
export type TreeRandom = (n: number) => number;

/** Numbers from four words that are not all 0: xoshiro128** 1.1 (Blackman and Vigna 2018). Twin: assembly/forest-growth/random.ts. */
export function treeRandom([a, b, c, d]: readonly [number, number, number, number]): TreeRandom {
  let [s0, s1, s2, s3] = [a, b, c, d];
  return (n) => {
    const times5 = Math.imul(s1, 5);
    const drawn = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    return Math.floor(drawn * (1 / 4294967296) * n);
  };
}
