import type { Ports } from '../ports.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';

/**
 * The contract that the next taking is held to: one that a person accepted since the newest taking, else that of the
 * newest taking. Undefined before the first.
 */
export async function currentContract(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  reader: Reader,
): Promise<EvidenceRecord<'contract'> | undefined> {
  const newest = await reader.from('record').first({ kind: 'contract' }, { descending: true });
  const contract = newest && (await getRecord(ports, reader, 'contract', newest.digest));
  if (contract?.body.acceptance !== undefined) return contract;
  const row = await reader.from('record').first({ kind: 'taking' }, { descending: true });
  if (!row) return undefined;
  const taking = await getRecord(ports, reader, 'taking', row.digest);
  return getRecord(ports, reader, 'contract', taking.body.inputs.contract);
}
