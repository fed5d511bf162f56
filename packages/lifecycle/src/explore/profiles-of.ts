import type { Ports } from '../ports.ts';
import { type Envelope, type EvidenceRecord, getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';

/** The `profile` records of a snapshot. */
export async function profilesOf(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  reader: Reader,
  snapshot: string,
): Promise<readonly (EvidenceRecord<'profile'> & { readonly envelope: Envelope })[]> {
  const edges = await reader.from('recordInput').find({ inputDigest: snapshot, role: 'snapshot' });
  const found = await reader.from('record').find({ digest: edges.map(({ digest }) => digest), kind: 'profile' });
  return Promise.all(found.map(({ digest }) => getRecord(ports, reader, 'profile', digest)));
}
