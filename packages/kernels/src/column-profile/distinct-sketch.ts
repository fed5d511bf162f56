/** Registers of a HyperLogLog sketch (Flajolet, Fusy, Gandouet and Meunier 2007). */
export const registerCount = 16_384;
/** Bits of the second hash: ranks go up to one more. */
const hashBits = 32;
/** The largest rank that a register holds. */
export const mostRank: number = hashBits + 1;

/** The standard error of `estimateDistinct` as a share of its answer: 1.04 / sqrt(registers). */
export const distinctStandardError: number = 1.04 / Math.sqrt(registerCount);

/** The registers of two parts together. */
export function mergeRegisters(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((rank, i) => Math.max(rank, b[i] as number));
}

/** How many distinct values the registers have seen: the improved estimator of Ertl 2017, good from none to all. */
export function estimateDistinct(registers: Uint8Array): number {
  const ranks = new Uint32Array(mostRank + 1);
  for (const rank of registers) ranks[rank] = (ranks[rank] as number) + 1;
  let sum = registerCount * tau(1 - (ranks[mostRank] as number) / registerCount);
  for (let rank = hashBits; rank >= 1; rank--) sum = (sum + (ranks[rank] as number)) / 2;
  sum += registerCount * sigma((ranks[0] as number) / registerCount);
  return (registerCount * registerCount) / (2 * Math.LN2 * sum);
}

function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let [power, factor, sum, before] = [x, 1, x, -1];
  while (sum !== before) {
    power *= power;
    before = sum;
    sum += power * factor;
    factor *= 2;
  }
  return sum;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, factor, sum, before] = [x, 1, 1 - x, -1];
  while (sum !== before) {
    root = Math.sqrt(root);
    before = sum;
    factor /= 2;
    sum -= (1 - root) * (1 - root) * factor;
  }
  return sum / 3;
}
