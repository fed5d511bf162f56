import { type ContractAnswer, Problem } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';
import { currentContract } from '../stage/current-contract.ts';
import { presentPayload } from '../withdrawn/index.ts';
import { writeContract } from './write-contract.ts';

/** The contract in force, ready to be pasted into `tend.yaml`. TND-1008 before the first taking. */
export async function showContract(ports: Ports): Promise<ContractAnswer> {
  const contract = await ports.store.read((reader) => currentContract(ports, reader));
  if (contract === undefined)
    throw new Problem('TND-1008', {
      message: 'there is no contract yet',
      expected: 'a source that was taken at least once',
      came: 'no taking',
      next: ['npx --no-install tend run'],
    });
  return summariseContract(ports, contract);
}

/** A contract record as answers carry it. */
export async function summariseContract(
  ports: Ports,
  { body, digest }: EvidenceRecord<'contract'>,
): Promise<ContractAnswer> {
  const accepted = await ports.store.read((reader) => getRecord(ports, reader, 'snapshot', body.inputs.accepted));
  return {
    record: digest,
    snapshot: accepted.digest,
    columns: body.schema.length,
    person: body.acceptance?.person ?? null,
    reason: body.acceptance?.reason ?? null,
    yaml: await writeContract(body, await ports.blobs.openTable(await presentPayload(ports, accepted.body.payload))),
    next: 'npx --no-install tend run',
  };
}
