import { decodeSketches, type KeptSketches } from '@tend/learn';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { presentPayload } from '../withdrawn/index.ts';

/** The sketches that were kept with a profile, or what a withdrawal left of them. TND-3109 where it left nothing. */
export async function profileSketches(ports: Ports, profile: string): Promise<KeptSketches> {
  const { payloads } = (await ports.store.read((reader) => getRecord(ports, reader, 'profile', profile))).body;
  return decodeSketches(await ports.blobs.get(await presentPayload(ports, payloads.sketches)));
}
