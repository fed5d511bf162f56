import { blanksOf, type ParsedInputOf, Problem, type RunAnswer, type StageSummary } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { findVersion, outcomeOf, standingOf, summariseVersion, writeCard } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { type OpenedIteration, openIteration } from './open-iteration.ts';
import { runStage } from './run-stage.ts';
import { iterationStages } from './stages.ts';

/**
 * One turn of the loop: every stage from the problem to the version, under one charter. Finished stages whose inputs,
 * engine and code have not changed are reused. An iteration that was interrupted is continued.
 */
export async function runIteration(deps: Deps, input: ParsedInputOf<'run'>): Promise<RunAnswer> {
  const opened = await openIteration(deps, input);
  try {
    return await runOpened(deps, opened);
  } finally {
    await opened.close();
  }
}

function runOpened(deps: Deps, opened: OpenedIteration): Promise<RunAnswer> {
  return withLease(deps, 'the iteration', async (lease) => {
    const iteration = await opened.begin();
    const summaries: StageSummary[] = [];
    try {
      for (const definition of iterationStages) {
        if (deps.signal.aborted) throw interrupted(definition.stage);
        summaries.push(await runStage(iteration, definition, lease));
      }
    } catch (error) {
      await closeFailed(deps, iteration.number, error);
      throw error;
    }
    const version = await findVersion(deps, iteration.context.resultOf('govern'));
    const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
    const cardPath = await writeCard(deps, version);
    const blanks = blanksOf(iteration.context.charter);
    const isServing = (await summariseVersion(deps, version)).isServing;
    const outcome = outcomeOf(standing, blanks, isServing);
    const record = makeRecord(deps, 'iteration', {
      inputs: { charter: iteration.context.charterDigest, ...iteration.results() },
      number: iteration.number,
      trigger: iteration.trigger,
      hypothesis: iteration.hypothesis,
      changes: await opened.changes(),
      decision: outcome.decision,
    });
    await change(
      deps,
      {
        action: 'iteration ended',
        subject: `iteration ${iteration.number}`,
        facts: { decision: outcome.decision, record: record.digest },
      },
      async (transaction) => {
        await lease.renew(transaction);
        const at = deps.clock.now();
        await putRecord(transaction, record, { actor: deps.actor, at });
        await transaction
          .from('iteration')
          .update({ number: iteration.number }, { state: outcome.state, endedAt: at, decision: outcome.decision });
      },
    );
    return {
      iteration: iteration.number,
      state: outcome.state,
      stages: summaries,
      version: await summariseVersion(deps, version),
      criteria: standing.criteria,
      verdict: outcome.verdict,
      blanks,
      cardPath,
      next: outcome.next,
    };
  });
}

async function closeFailed(deps: Deps, number: number, error: unknown): Promise<void> {
  const exists = await deps.store.read((reader) => reader.from('iteration').first({ number }));
  if (!exists) return;
  const category = error instanceof Problem ? error.category : 'internal';
  const state = category === 'refused' ? 'refused' : category === 'interrupted' ? 'interrupted' : 'failed';
  const decision = error instanceof Problem ? `${error.code}: ${error.message}` : 'an internal error';
  await change(
    deps,
    { action: `iteration ${state}`, subject: `iteration ${number}`, facts: { decision } },
    (transaction) => transaction.from('iteration').update({ number }, { state, endedAt: deps.clock.now(), decision }),
  );
}

function interrupted(stage: string): Problem {
  return new Problem('TND-9002', {
    message: `interrupted before ${stage}; finished stages are kept`,
    next: ['npx --no-install tend run'],
  });
}
