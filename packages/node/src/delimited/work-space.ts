import { type DelimitedMemory, delimitedMemory } from '@tend/kernels';
import type { Scratch } from './batch.ts';
import type { ScanPlace } from './read-header.ts';

/** Entries of fields (u32) that the kernels write at once. */
const fieldCapacity = 163_840;

/** A memory of kernels, with places for what they read of one batch. */
export interface WorkSpace {
  readonly memory: DelimitedMemory;
  readonly scratch: Scratch;
  readonly place: ScanPlace;
}

export function workSpace(quote: number): WorkSpace {
  const memory = delimitedMemory();
  const place = { fields: memory.take(4 * fieldCapacity), capacity: fieldCapacity, report: memory.take(32) };
  // A record has at least two entries.
  const mostRows = fieldCapacity / 2;
  return { memory, place, scratch: { values: memory.take(8 * mostRows), leftovers: memory.take(4 * mostRows), quote } };
}
