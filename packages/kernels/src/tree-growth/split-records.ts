import { splitFields, type TreeLayout } from './tree-layout.ts';

/** The best split of a leaf, in the units of its sums. */
export interface LeafSplit {
  readonly gain: number;
  readonly feature: number;
  /** Bins 1..bin go left; 0 where the feature is categorical. */
  readonly bin: number;
  readonly missingLeft: number;
  readonly leftG: number;
  readonly leftH: number;
  /** The bins of a categorical feature that go left, ascending. */
  readonly leftBins?: Uint8Array;
}

/** The splits that the threads of a memory found, each in its own columns. */
export interface SplitRecords {
  /** What one thread found for `slot`; undefined: nothing. */
  read(rank: number, slot: number): LeafSplit | undefined;
  write(rank: number, slot: number, split: LeafSplit): void;
  /** The best of all threads, of equals that of the first feature. */
  best(slot: number): LeafSplit | undefined;
}

const setOffset = 6;
const setWords = 8;

/** The records of a memory: the fields of `splitFields`, and a set of bins as 256 bits. */
export function splitRecords(memory: ArrayBufferLike, layout: TreeLayout): SplitRecords {
  const { threadCount, slotCount } = layout;
  const length = threadCount * slotCount * splitFields;
  const fields = new Float64Array(memory, layout.splits, length);
  const words = new Uint32Array(memory, layout.splits, 2 * length);
  const placeOf = (rank: number, slot: number): number => (rank * slotCount + slot) * splitFields;

  const read = (rank: number, slot: number): LeafSplit | undefined => {
    const at = placeOf(rank, slot);
    const field = (i: number): number => fields[at + i] as number;
    if (field(0) === Number.NEGATIVE_INFINITY) return undefined;
    const split = {
      gain: field(0),
      feature: field(1),
      bin: field(2),
      missingLeft: field(3),
      leftG: field(4),
      leftH: field(5),
    };
    if (split.bin > 0) return split;
    const start = 2 * (at + setOffset);
    return { ...split, leftBins: binsOf(words.subarray(start, start + setWords)) };
  };
  return {
    read,
    write(rank, slot, { gain, feature, bin, missingLeft, leftG, leftH, leftBins }) {
      const at = placeOf(rank, slot);
      fields.set([gain, feature, bin, missingLeft, leftG, leftH], at);
      const start = 2 * (at + setOffset);
      words.fill(0, start, start + setWords);
      for (const one of leftBins ?? []) (words[start + (one >> 5)] as number) |= 1 << (one & 31);
    },
    best(slot) {
      let best: LeafSplit | undefined;
      for (let rank = 0; rank < threadCount; rank++) {
        const found = read(rank, slot);
        if (found !== undefined && (best === undefined || isBetter(found, best))) best = found;
      }
      return best;
    },
  };
}

/** Whether one split gains more than another; of equals the first feature wins. */
export function isBetter(one: LeafSplit, other: LeafSplit): boolean {
  return one.gain > other.gain || (one.gain === other.gain && one.feature < other.feature);
}

function binsOf(set: Uint32Array): Uint8Array {
  const bins: number[] = [];
  for (let bin = 0; bin < 32 * setWords; bin++)
    if ((((set[bin >> 5] as number) >>> (bin & 31)) & 1) === 1) bins.push(bin);
  return Uint8Array.from(bins);
}
