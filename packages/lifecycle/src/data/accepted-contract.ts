import type { Charter } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import type { Ports } from '../ports.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';
import { currentContract } from '../stage/current-contract.ts';

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
 * The contract that a taking is held to: one accepted by a person, else that of the newest taking. Where the newest taking read just the same, this is
 * that taking again, and it is held to what it was held to then: otherwise it would never count as done.
 */
export async function acceptedContract(
  ports: Ports,
  { fileDigest, charter }: TakingReads,
): Promise<EvidenceRecord<'contract'> | undefined> {
  return ports.store.read(async (reader) => {
    const current = await currentContract(ports, reader);
    const newest = await reader.from('record').first({ kind: 'taking' }, { descending: true });
    if (current === undefined || current.body.acceptance !== undefined || !newest) return current;
    const taking = (await getRecord(ports, reader, 'taking', newest.digest)).body;
    const before = (await getRecord(ports, reader, 'charter', taking.inputs.charter)).body.charter;
    const isSame =
      taking.fileDigest === fileDigest && canonicalJson(chartedData(before)) === canonicalJson(chartedData(charter));
    if (!isSame) return current;
    const { heldTo } = current.body.inputs;
    return heldTo === null ? undefined : getRecord(ports, reader, 'contract', heldTo);
  });
}
