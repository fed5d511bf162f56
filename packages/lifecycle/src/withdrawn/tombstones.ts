import { Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps, Ports } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { TombstoneBody } from './records.ts';

/** Writes down what is about to be erased and what stands in its place; `also` becomes visible with it. */
export async function putTombstone(
  deps: Deps,
  body: TombstoneBody,
  also: (transaction: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  const record = makeRecord(deps, 'tombstone', body);
  const at = deps.clock.now();
  const { withdrawal: withdrawalId, erased, what, standIn, erasedCount } = body;
  await change(
    deps,
    { action: 'payload erased', subject: erased, facts: { record: record.digest, what, standIn, erasedCount } },
    async (transaction) => {
      await putRecord(transaction, record, { actor: deps.actor, at });
      await transaction
        .from('tombstone')
        .insertMissing({ erased, kind: what, standIn, erasedCount, withdrawalId, recordDigest: record.digest, at });
      await also(transaction);
    },
  );
}

/**
 * The digest of what stands now in the place of a payload: its own, or that of what a withdrawal left of it. TND-3109
 * where a withdrawal left nothing.
 */
export async function presentPayload(ports: Pick<Ports, 'blobs' | 'store'>, digest: string): Promise<string> {
  if (await ports.blobs.has(digest)) return digest;
  const standIn = await ports.store.read((reader) => standInOf(reader, digest));
  if (standIn === undefined) return digest;
  if (standIn !== null) return standIn;
  throw new Problem('TND-3109', {
    message: `the payload ${digest.slice(0, 12)} was erased because a person withdrew`,
    expected: 'a payload that is still stored',
    came: 'a tombstone',
    next: ['train again: npx --no-install tend run'],
  });
}

/** The last link of the chain of tombstones: undefined where there is none, null where nothing was left. */
export async function standInOf(reader: Reader, digest: string): Promise<string | null | undefined> {
  let last: string | null | undefined;
  for (let at: string | null = digest; at !== null; ) {
    const row: { readonly standIn: string | null } | undefined = await reader.from('tombstone').first({ erased: at });
    if (row === undefined) return last;
    last = row.standIn;
    at = row.standIn;
  }
  return last;
}
