import type { TakingAnswer } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { describeJoin } from '../as-of/index.ts';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import { dataStage, describeAlmost, describeReading, describeTermsOfTraining, summariseTaking } from '../data/index.ts';
import { countFindings } from '../findings/index.ts';
import type { Deps } from '../ports.ts';
import { type EvidenceRecord, getRecord, makeRecord, putRecord } from '../record/record.ts';
import type { StageContext } from '../stage/stage.ts';
import { openWorkbench, type Workbench } from '../stage/workbench.ts';
import { checkInputs } from './check-inputs.ts';

/**
 * Reads the source, stores its snapshot, holds it to its contract and tracks what fails, and stops before any other stage.
 * The same data under the same charter is the same taking. Refusals as those of `run`.
 */
export async function takeData(deps: Deps): Promise<TakingAnswer> {
  const charter = makeRecord(deps, 'charter', { charter: await loadCharter(deps) });
  const { data } = charter.body.charter;
  const bench = openWorkbench(deps, charter.body.charter);
  deps.onEvent({ event: 'stageStarted', stage: 'data' });
  try {
    await checkInputs(deps, charter.body.charter, bench);
    return await withLease(deps, 'the iteration', async (lease) => {
      const { records, project, facts = {} } = await dataStage.compute(contextOf(deps, charter, bench));
      const digest = records.find(({ kind }) => kind === 'taking')?.digest;
      if (digest === undefined) throw new RangeError('the data stage made no taking');
      let isNew = true;
      await change(deps, { action: 'data taken', subject: charter.body.charter.name, facts }, async (transaction) => {
        await lease.renew(transaction);
        isNew = (await transaction.from('record').first({ digest })) === undefined;
        const envelope = { actor: deps.actor, at: deps.clock.now() };
        for (const record of [charter, ...records]) await putRecord(transaction, record, envelope);
        await project?.(transaction);
      });
      const taking = await deps.store.read((reader) => summariseTaking(deps, reader, digest));
      const { columns, warnings, joined } = await bench.reading();
      const unmet = await deps.store.read(async (reader) => {
        const { checks, inputs } = (await getRecord(deps, reader, 'taking', digest)).body;
        return describeTermsOfTraining((await getRecord(deps, reader, 'contract', inputs.contract)).body, checks);
      });
      const open = await deps.store.read((reader) => countFindings(reader, deps.clock.now()));
      return {
        taking,
        isNew,
        columns: columns.map((column) => {
          const { name, kind, meaning } = column;
          return { name, kind, meaning, reason: describeReading(column, data.contract) };
        }),
        remarks: [
          ...warnings,
          ...joined.map(({ outcome }) => describeJoin(outcome)),
          ...columns.flatMap((column) => describeAlmost(column, column.name !== data.key) ?? []),
          ...(unmet === undefined ? [] : [unmet]),
        ],
        open,
        next: `npx --no-install tend ${open.block + open.warn > 0 ? 'findings --stage data' : 'run'}`,
      };
    });
  } finally {
    await bench.close();
  }
}

/** The data stage without an iteration around it. */
function contextOf(deps: Deps, charter: EvidenceRecord<'charter'>, bench: Workbench): StageContext {
  return {
    deps,
    iteration: 0,
    charter: charter.body.charter,
    charterDigest: charter.digest,
    bench,
    resultOf(stage) {
      throw new RangeError(`taking data runs no stage ${stage}`);
    },
  };
}
