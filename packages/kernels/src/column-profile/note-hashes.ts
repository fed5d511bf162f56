import { hash32 } from '../random/hash32.ts';
import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/**
 * As `ProfileKernels.noteHashes` says. The first hash chooses the register by its upper 14 bits; the zeros that lead the second, and
 * 1, are what the register keeps the largest of. First hash and lower word together tell the value: no two values share both.
 */
export function noteHashes({ bytes, words }: ByteMemory, values: number, length: number, registers: number): void {
  for (let at = values >>> 2; at < (values >>> 2) + 2 * length; at += 2) {
    const low = words[at] as number;
    const first = hash32(low, words[at + 1] as number);
    const rank = Math.clz32(hash32(first, low)) + 1;
    const register = registers + (first >>> 18);
    if (rank > (bytes[register] as number)) bytes[register] = rank;
  }
}
