import { decodeSketches, encodeSketches, type KeptSketch, type KeptSketches, sketchColumn } from '@tend/learn';
import type { ProfileBody } from '../explore/index.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { presentPayload, standInOf } from '../withdrawn/index.ts';
import { type ErasedRows, eraseRows } from './erase-rows.ts';
import type { Erasure } from './erasure.ts';
import { ifIntact } from './if-intact.ts';
import { replacePayload } from './replace-payload.ts';
import { tableBlob } from './table-blob.ts';

/**
 * Erases the person from what was explored of snapshots, before their rows go: a sketch names values of single rows, and nothing but the
 * snapshot says which are the person's. Sketches are made anew from the rows that are left, so that monitoring goes on; of the
 * exploration nothing is left, and the next one is computed. Gives the number of payloads.
 */
export async function eraseProfiles(erasure: Erasure): Promise<number> {
  const { deps, key, keyColumn } = erasure;
  let payloads = 0;
  for (const [snapshot, profiles] of await profilesBySnapshot(deps)) {
    const stored = await ifIntact(tableBlob(deps, await presentPayload(deps, snapshot)));
    const left = stored && (await eraseRows(stored, keyColumn, key));
    if (stored === undefined || left === undefined) continue;
    for (const { exploration, sketches } of profiles) {
      if (await replaceSketches(erasure, sketches, stored.rowCount, left)) payloads++;
      if (!(await deps.blobs.has(exploration))) continue;
      await replacePayload(erasure, exploration, 'document', null, left.erasedCount);
      payloads++;
    }
  }
  return payloads;
}

/** The payloads of all profiles, by the payload of their snapshot. */
async function profilesBySnapshot(deps: Deps): Promise<ReadonlyMap<string, readonly ProfileBody['payloads'][]>> {
  return deps.store.read(async (reader) => {
    const found = new Map<string, ProfileBody['payloads'][]>();
    for (const { digest } of await reader.from('record').find({ kind: 'profile' })) {
      const { inputs, payloads } = (await getRecord(deps, reader, 'profile', digest)).body;
      const { payload } = (await getRecord(deps, reader, 'snapshot', inputs.snapshot)).body;
      found.set(payload, [...(found.get(payload) ?? []), payloads]);
    }
    return found;
  });
}

async function replaceSketches(
  erasure: Erasure,
  payload: string,
  tableRows: number,
  left: ErasedRows,
): Promise<boolean> {
  const { deps, withdrawalId } = erasure;
  const present = await deps.store.read(async (reader) => {
    const standIn = await standInOf(reader, payload);
    // Killed between sketches and rows: these sketches are of what is left already.
    const own = standIn && (await reader.from('tombstone').first({ standIn, withdrawalId }));
    return own ? null : standIn === undefined ? payload : standIn;
  });
  if (present === null || !(await deps.blobs.has(present))) return false;
  const bytes = await ifIntact(deps.blobs.get(present));
  if (bytes === undefined) return false;
  const sketches = decodeSketches(bytes);
  // Sketches of other rows: another withdrawal was killed on the way, and nobody can tell which rows these were.
  const isOfTable = sketches.tableRows === tableRows;
  const remade = isOfTable ? await deps.blobs.put(await sketchedAnew(sketches, left)) : null;
  await replacePayload(erasure, present, 'document', remade, left.erasedCount);
  return true;
}

/** The bytes of the same columns, sketched on those of the same rows that are left. */
async function sketchedAnew(
  { rows, columns }: KeptSketches,
  { table, rows: leftRows }: ErasedRows,
): Promise<Uint8Array> {
  const sketched = new Set(rows);
  const kept = Int32Array.from(leftRows.keys()).filter((row) => sketched.has(leftRows[row] ?? -1));
  const remade: KeptSketch[] = [];
  for (const { column } of columns) remade.push(sketchColumn(await table.column(column), kept));
  return encodeSketches({ tableRows: table.rowCount, rows: kept, columns: remade });
}
