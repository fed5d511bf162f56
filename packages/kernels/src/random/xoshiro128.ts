/** The words of xoshiro128** 1.1 from four that are not all 0, unsigned. Source: Blackman and Vigna 2018. */
export function xoshiro128(words: readonly [number, number, number, number]): () => number {
  let [s0, s1, s2, s3] = words;
  return () => {
    const times5 = Math.imul(s1, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
}
