import type { Ports } from '../ports.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';

/** The contract of the newest taking, which later takings are held to. */
export async function acceptedContract(ports: Ports): Promise<EvidenceRecord<'contract'> | undefined> {
  return ports.store.read(async (reader) => {
    const newest = await reader.from('record').first({ kind: 'contract' }, { descending: true });
    return newest && getRecord(ports, reader, 'contract', newest.digest);
  });
}
