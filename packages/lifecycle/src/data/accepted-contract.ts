import type { Charter } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import type { Ports } from '../ports.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';

/** What decides a taking, beside the contract it is held to. */
export interface TakingReads {
  readonly fileDigest: string;
  readonly charter: Charter;
}

/** The parts of the charter that the data stage reads. */
export function chartedData({
  data,
  target,
  split,
  seed,
}: Charter): Pick<Charter, 'data' | 'target' | 'split' | 'seed'> {
  return { data, target, split, seed };
}

/**
 * The contract that a taking is held to: that of the newest taking. Where the newest taking read just the same, this is
 * that taking again, and it is held to what it was held to then: otherwise it would never count as done.
 */
export async function acceptedContract(
  ports: Ports,
  { fileDigest, charter }: TakingReads,
): Promise<EvidenceRecord<'contract'> | undefined> {
  return ports.store.read(async (reader) => {
    const newest = await reader.from('record').first({ kind: 'taking' }, { descending: true });
    if (!newest) return undefined;
    const taking = (await getRecord(ports, reader, 'taking', newest.digest)).body;
    const contract = await getRecord(ports, reader, 'contract', taking.inputs.contract);
    const before = (await getRecord(ports, reader, 'charter', taking.inputs.charter)).body.charter;
    const isSame =
      taking.fileDigest === fileDigest && canonicalJson(chartedData(before)) === canonicalJson(chartedData(charter));
    if (!isSame) return contract;
    const { heldTo } = contract.body.inputs;
    return heldTo === null ? undefined : getRecord(ports, reader, 'contract', heldTo);
  });
}
