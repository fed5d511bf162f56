import type { StageSummary } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import type { Lease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import type { RecordKind } from '../record/kinds.ts';
import { digestText, type EvidenceRecord, getRecord, putRecord } from '../record/record.ts';
import type { StageDefinition } from '../stage/stage.ts';
import { type Iteration, iterationRow } from './open-iteration.ts';

/**
 * Runs one stage, or reuses its record where everything it reads, the engine and the code are as they were. Records,
 * projections, the stage's result and the audit entry become visible in one transaction.
 */
export async function runStage<K extends RecordKind>(
  iteration: Iteration,
  definition: StageDefinition<K>,
  lease: Lease,
): Promise<StageSummary> {
  const { context } = iteration;
  const { deps } = context;
  const { stage, kind } = definition;
  deps.onEvent({ event: 'stageStarted', stage });
  const started = deps.clock.monotonicMs();
  const elapsed = (): number => Math.max(0, Math.round(deps.clock.monotonicMs() - started));
  const { code, nodeMajor } = deps.engine;
  const key = digestText(deps, canonicalJson({ stage, code, nodeMajor, reads: await definition.key(context) }));
  const known = await deps.store.read((reader) =>
    reader.from('stageResult').first({ stage, key }, { descending: true }),
  );
  let main: EvidenceRecord<K>;
  if (known) {
    main = await deps.store.read((reader) => getRecord(deps, reader, kind, known.recordDigest));
    await commit(iteration, definition, lease, { key, main, records: [], isReused: 1, durationMs: elapsed() });
  } else {
    const output = await definition.compute(context);
    main = output.main;
    await commit(iteration, definition, lease, { key, ...output, isReused: 0, durationMs: elapsed() });
  }
  iteration.setResult(stage, main.digest);
  const report = await definition.describe(context, main.body);
  const summary: StageSummary = {
    stage,
    state: known ? 'reused' : 'done',
    ...report,
    record: main.digest,
    durationMs: elapsed(),
  };
  deps.onEvent({
    event: 'stageDone',
    stage,
    state: known ? 'reused' : 'done',
    ...report,
    durationMs: summary.durationMs,
  });
  return summary;
}

interface Commit<K extends RecordKind> {
  readonly key: string;
  readonly main: EvidenceRecord<K>;
  readonly records: readonly EvidenceRecord[];
  readonly project?: NonNullable<Awaited<ReturnType<StageDefinition<K>['compute']>>['project']>;
  readonly facts?: Awaited<ReturnType<StageDefinition<K>['compute']>>['facts'];
  readonly isReused: number;
  readonly durationMs: number;
}

async function commit<K extends RecordKind>(
  iteration: Iteration,
  { stage }: StageDefinition<K>,
  lease: Lease,
  { key, main, records, project, facts, isReused, durationMs }: Commit<K>,
): Promise<void> {
  const { deps } = iteration.context;
  const at = deps.clock.now();
  const envelope = { actor: deps.actor, at };
  await change(
    deps,
    {
      action: `stage ${stage} ${isReused === 1 ? 'reused' : 'done'}`,
      subject: `iteration ${iteration.number}`,
      facts: { record: main.digest, ...facts },
    },
    async (transaction) => {
      await lease.renew(transaction);
      await putRecord(transaction, iteration.charter, envelope);
      await transaction.from('iteration').insertMissing(iterationRow(deps, iteration));
      await transaction
        .from('iteration')
        .update({ number: iteration.number }, { state: 'running', charterDigest: iteration.charter.digest });
      for (const record of records) await putRecord(transaction, record, envelope);
      if (project) await project(transaction);
      await transaction.from('stageResult').remove({ iteration: iteration.number, stage });
      await transaction
        .from('stageResult')
        .insert({ iteration: iteration.number, stage, key, recordDigest: main.digest, isReused, durationMs, at });
    },
  );
}
