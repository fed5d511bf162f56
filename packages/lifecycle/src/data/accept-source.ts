import { type ContractAnswer, type ParsedInputOf, sourceName } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { openWorkbench, type Workbench } from '../stage/workbench.ts';
import { convertedTable } from './converted-table.ts';
import { inferredReadings } from './inferred-readings.ts';
import { proposeReference } from './propose-reference.ts';
import { summariseContract } from './show-contract.ts';
import { sourceSplit } from './source-split.ts';

/**
 * A person takes the source as it stands as the new reference: it is read afresh, its training rows propose the terms, and
 * the next taking is held to them and to what the charter writes. TND-1001, TND-1004, TND-1201, TND-1204.
 */
export async function acceptSource(deps: Deps, { reason }: ParsedInputOf<'acceptData'>): Promise<ContractAnswer> {
  const charter = makeRecord(deps, 'charter', { charter: await loadCharter(deps) });
  const bench = openWorkbench(deps, charter.body.charter, 'afresh');
  try {
    return await withLease(deps, 'the iteration', () => accept(deps, charter, bench, reason));
  } finally {
    await bench.close();
  }
}

async function accept(
  deps: Deps,
  charterRecord: ReturnType<typeof makeRecord<'charter'>>,
  bench: Workbench,
  reason: string,
): Promise<ContractAnswer> {
  const { charter } = charterRecord.body;
  const table = await convertedTable(bench, charter);
  const split = await sourceSplit(bench, charter);
  const payload = await deps.blobs.putTable(table);
  const { schema, rowCount } = table;
  const snapshot = makeRecord(deps, 'snapshot', { payload, schema, rowCount });
  const { columns } = await bench.reading();
  const contract = makeRecord(deps, 'contract', {
    inputs: { charter: charterRecord.digest, heldTo: null, accepted: snapshot.digest },
    acceptance: { person: deps.actor.name, reason },
    schema,
    reference: await proposeReference(table, split.train, charter.data.key),
    written: charter.data.contract,
    reading: inferredReadings(columns, charter.data.contract),
  });
  const at = deps.clock.now();
  await change(
    deps,
    {
      action: 'source accepted',
      subject: sourceName(charter.data.source),
      facts: { contract: contract.digest, snapshot: snapshot.digest, reason },
    },
    async (transaction) => {
      for (const record of [charterRecord, snapshot, contract])
        await putRecord(transaction, record, { actor: deps.actor, at });
    },
  );
  return summariseContract(deps, contract);
}
