import { chunkRows, type ProfileSpace, threadSpace } from './profile-space.ts';

/** HyperLogLog registers that have seen these values. */
export function hashedValues(values: Float64Array, space: ProfileSpace = threadSpace()): Uint8Array {
  space.registers.fill(0);
  for (let from = 0; from < values.length; from += chunkRows) {
    const part = values.subarray(from, from + chunkRows);
    space.values.set(part);
    space.noteHashes(part.length);
  }
  return new Uint8Array(space.registers);
}
