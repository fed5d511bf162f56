import { isKeptSketches } from '@tend/learn';
import { canonicalJson } from '@tend/table';
import { payloadDigestsOf } from '../record/payloads.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { withdrawnText } from '../withdrawn/index.ts';
import { eraseGoldenRows } from './erase-golden-rows.ts';
import { eraseProfiles } from './erase-profiles.ts';
import { eraseRows } from './erase-rows.ts';
import { eraseValues } from './erase-values.ts';
import type { Erasure } from './erasure.ts';
import { ifIntact } from './if-intact.ts';
import { needlesOf } from './person-key.ts';
import { replacePayload } from './replace-payload.ts';
import { tableBlob } from './table-blob.ts';

export interface ErasedPayloads {
  readonly payloads: number;
  readonly rows: number;
  /** Models and recipes that hold the key and still serve: they go when something else serves. */
  readonly serving: readonly string[];
}

type Kind = Tables['tombstone']['kind'];

/** What is put in the place of a payload: null for nothing, undefined where the payload may stay as it is. */
type Replacement =
  | { readonly what: Kind; readonly put: () => Promise<string | null>; readonly erasedCount: number }
  | 'serving'
  | undefined;

/**
 * Erases the person from every payload, also from those that no record names. Each is replaced in an order that a crash
 * cannot break: the rest is stored, the tombstone is written down, the old bytes are removed; a second run removes what a
 * tombstone names already.
 */
export async function erasePayloads(erasure: Erasure): Promise<ErasedPayloads> {
  const { deps } = erasure;
  let [payloads, rows] = [await eraseProfiles(erasure), 0];
  const owners = await deps.store.read(ownersOf);
  const erasedBefore = new Set(
    (await deps.store.read((reader) => reader.from('tombstone').find({}))).map(({ erased }) => erased),
  );
  const serving: string[] = [];
  for (const digest of await deps.blobs.digests()) {
    const owner = owners.get(digest) ?? [];
    // The code that trained is that of the program, whatever its bytes are like.
    if (owner.some(({ kind }) => kind === 'run')) continue;
    if (erasedBefore.has(digest)) {
      await deps.blobs.erase(digest);
      continue;
    }
    const replacement = await ifIntact(replacementOf(erasure, digest, owner));
    if (replacement === 'serving') serving.push(digest);
    if (replacement === undefined || replacement === 'serving') continue;
    const { what, erasedCount, put } = replacement;
    await replacePayload(erasure, digest, what, await put(), erasedCount);
    payloads++;
    if (what === 'table') rows += erasedCount;
  }
  return { payloads, rows, serving };
}

type Owner = Pick<Tables['record'], 'kind' | 'digest'>;

async function ownersOf(reader: Reader): Promise<ReadonlyMap<string, readonly Owner[]>> {
  const owners = new Map<string, Owner[]>();
  for (const { kind, digest, bytes } of await reader.from('record').find({}))
    for (const payload of payloadDigestsOf(bytes))
      owners.set(payload, [...(owners.get(payload) ?? []), { kind, digest }]);
  return owners;
}

async function replacementOf(erasure: Erasure, digest: string, owners: readonly Owner[]): Promise<Replacement> {
  const { deps, key, keyColumn } = erasure;
  const table = await tableBlob(deps, digest);
  if (table !== undefined) {
    const isGolden = owners.some(({ kind }) => kind === 'model');
    const erased = isGolden ? await eraseGoldenRows(table, keyColumn, key) : await eraseRows(table, keyColumn, key);
    if (erased === undefined) return undefined;
    if (owners.length === 0) return { what: 'unnamed', put: async () => null, erasedCount: erased.erasedCount };
    return { what: 'table', put: () => deps.blobs.putTable(erased.table), erasedCount: erased.erasedCount };
  }
  const bytes = await deps.blobs.get(digest);
  if (isKeptSketches(bytes))
    // Whose values are in sketches that nothing names cannot be known; those of profiles were made anew before.
    return owners.length > 0 ? undefined : { what: 'unnamed', put: async () => null, erasedCount: 1 };
  const json = jsonOf(deps.utf8.decode, bytes);
  const isModel = owners.some(({ kind }) => kind === 'model' || kind === 'recipe');
  if (json === undefined || isModel) {
    const hits = key.isDistinctive ? countHits(bytes, needlesOf(key)) : 0;
    if (hits === 0) return undefined;
    if (isModel && (await serves(erasure, owners))) return 'serving';
    if (owners.length === 0 || isModel)
      return { what: isModel ? 'model' : 'unnamed', put: async () => null, erasedCount: hits };
    const text = deps.utf8.decode(bytes).replaceAll(key.text, withdrawnText);
    return { what: 'document', put: () => deps.blobs.put(deps.utf8.encode(text)), erasedCount: hits };
  }
  const { value, erasedCount } = eraseValues(json, keyColumn, key);
  if (erasedCount === 0) return undefined;
  if (owners.length === 0) return { what: 'unnamed', put: async () => null, erasedCount };
  return { what: 'document', put: () => deps.blobs.put(deps.utf8.encode(canonicalJson(value))), erasedCount };
}

function jsonOf(decode: (bytes: Uint8Array) => string, bytes: Uint8Array): unknown {
  const [first] = bytes;
  if (first !== 0x7b && first !== 0x5b) return undefined;
  try {
    return JSON.parse(decode(bytes));
  } catch {
    return undefined;
  }
}

function countHits(bytes: Uint8Array, needles: readonly Uint8Array[]): number {
  let hits = 0;
  for (const needle of needles) {
    const [first] = needle;
    for (let at = bytes.indexOf(first ?? 0); at >= 0; at = bytes.indexOf(first ?? 0, at + 1))
      if (needle.every((byte, i) => bytes[at + i] === byte)) hits++;
  }
  return hits;
}

/** Whether a version that was made from one of these records serves or stands by. */
async function serves({ deps }: Erasure, owners: readonly Owner[]): Promise<boolean> {
  return deps.store.read(async (reader) => {
    const seen = new Set(owners.map(({ digest }) => digest));
    for (let next = [...seen]; next.length > 0; ) {
      const edges = await reader.from('recordInput').find({ inputDigest: next });
      next = edges.map(({ digest }) => digest).filter((digest) => !seen.has(digest));
      for (const digest of next) seen.add(digest);
    }
    const live = await reader.from('deployment').find({ state: ['serving', 'standby'] });
    return live.some(({ versionDigest }) => seen.has(versionDigest));
  });
}
