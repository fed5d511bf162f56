import { decodeSketches, type KeptSketch, type KeptSketches } from '@tend/learn';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import { presentPayload, standInOf } from '../withdrawn/index.ts';
import { profilesOf } from './profiles-of.ts';

/** The sketches that were kept with a profile, or what a withdrawal left of them. TND-3109 where it left nothing. */
export async function profileSketches(ports: Ports, profile: string): Promise<KeptSketches> {
  const { payloads } = (await ports.store.read((reader) => getRecord(ports, reader, 'profile', profile))).body;
  return decodeSketches(await ports.blobs.get(await presentPayload(ports, payloads.sketches)));
}

/**
 * The sketches that were kept with a snapshot of these of its rows, by name of the column, whoever explored them and for what target;
 * none where nobody did, or a withdrawal left none.
 */
export async function keptSketches(
  ports: Ports,
  snapshot: string,
  rows: Int32Array,
): Promise<ReadonlyMap<string, KeptSketch>> {
  for (const digest of await ports.store.read((reader) => presentSketches(ports, reader, snapshot))) {
    const kept = decodeSketches(await ports.blobs.get(digest));
    if (isSame(kept.rows, rows)) return new Map(kept.columns.map((sketch) => [sketch.column, sketch]));
  }
  return new Map();
}

/** The payloads with sketches of all profiles of a snapshot. */
async function presentSketches(ports: Ports, reader: Reader, snapshot: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { body } of await profilesOf(ports, reader, snapshot)) {
    const standIn = await standInOf(reader, body.payloads.sketches);
    if (standIn !== null) found.push(standIn ?? body.payloads.sketches);
  }
  return found;
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
