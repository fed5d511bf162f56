import type { Tables } from '../store/tables.ts';
import { putTombstone } from '../withdrawn/index.ts';
import type { Erasure } from './erasure.ts';

/** Removes a payload behind the tombstone that says so; `standIn`, which takes its place, is stored already, or null. */
export async function replacePayload(
  { deps, withdrawalId }: Erasure,
  erased: string,
  what: Tables['tombstone']['kind'],
  standIn: string | null,
  erasedCount: number,
): Promise<void> {
  const payloads = standIn === null ? {} : { rest: standIn };
  await putTombstone(deps, { withdrawal: withdrawalId, erased, what, standIn, erasedCount, payloads });
  await deps.blobs.erase(erased);
}
