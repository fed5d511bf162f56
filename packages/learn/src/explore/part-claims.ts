import { type PartName, partNames } from './exploration-parts.ts';

/** Bytes of the memory in which threads note what they have begun; zero at the start. */
export const claimBytes: number = 4 * partNames.length;

/**
 * Gives the next part that no thread has begun, from one end of the list, and notes it as begun; undefined when all are. Of
 * threads with the same memory each part is given to one.
 */
export function claimParts(memory: ArrayBufferLike, from: 'first' | 'last'): () => PartName | undefined {
  const isBegun = new Int32Array(memory, 0, partNames.length);
  const order = from === 'first' ? [...partNames.keys()] : [...partNames.keys()].reverse();
  return () => {
    const place = order.find((candidate) => Atomics.compareExchange(isBegun, candidate, 0, 1) === 0);
    return place === undefined ? undefined : partNames[place];
  };
}
