import { log } from '../math/log.ts';
import { hash32 } from './hash32.ts';
import { xoshiro128 } from './xoshiro128.ts';

/** Random numbers that depend on nothing but the seed and the draws made before. */
export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** Uniform whole number in [0, n), without bias; n from 1 to 2^32. */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** A uniform permutation in place (Fisher-Yates). */
  shuffle(indexes: Int32Array): void;
  /** A stream of its own for a label, e.g. a tree or a fold: it depends on the seed and the label, not on draws made. */
  fork(label: number): RandomStream;
}

/** A stream for a whole seed from 0 to 2^53 - 1: xoshiro128** 1.1 (Blackman and Vigna 2018), seeded by splitmix32. */
export function randomStream(seed: number): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`a seed is a whole number from 0 to 2^53 - 1, came ${seed}`);
  return streamOf(seed >>> 0, Math.floor(seed / 4294967296));
}

function streamOf(low: number, high: number): RandomStream {
  const s1 = splitmix(low, 2) ^ high;
  const s2 = splitmix(low, 3) ^ splitmix(high, 1);
  const s3 = splitmix(low, 4) ^ splitmix(high, 2);
  const s0 = splitmix(low, 1);
  // The all-zero state is the generator's one fixed point.
  const next = xoshiro128([(s0 | s1 | s2 | s3) === 0 ? 1 : s0, s1, s2, s3]);
  let spare = Number.NaN;

  const uniform = (): number => {
    const upper = next() >>> 5;
    return (upper * 67108864 + (next() >>> 6)) / 9007199254740992;
  };
  const integer = (n: number): number => {
    if (!(n >= 1 && n <= 4294967296)) throw new RangeError(`expected a range from 1 to 2^32, came ${n}`);
    // The top 2^32 mod n values would favour small results: draw again.
    const limit = 4294967296 - (4294967296 % n);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % n;
  };
  return {
    uniform,
    integer,
    // Marsaglia's polar method: two normals a round, and no trigonometry.
    normal: () => {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = Number.NaN;
        return kept;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * log(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    },
    shuffle: (indexes) => {
      for (let i = indexes.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const swapped = indexes[i] as number;
        indexes[i] = indexes[j] as number;
        indexes[j] = swapped;
      }
    },
    fork: (label) => streamOf(hash32(low, label), hash32(high ^ 0x5bd1e995, label)),
  };
}

/** The i-th output of splitmix32 from a start: Murmur3's finalizer over a Weyl sequence. */
function splitmix(start: number, i: number): number {
  let z = (start + Math.imul(0x9e3779b9, i)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
