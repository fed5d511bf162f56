import type { Charter, ParsedInputOf, Stage } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import { loadCharter } from '../charter/load-charter.ts';
import type { Deps } from '../ports.ts';
import { type EvidenceRecord, getRecord, makeRecord } from '../record/record.ts';
import type { StageContext } from '../stage/stage.ts';
import { openWorkbench, type Workbench } from '../stage/workbench.ts';
import type { Tables } from '../store/tables.ts';
import { checkInputs } from './check-inputs.ts';

/** An iteration under way. Its row is written with its first finished stage, so that bad input leaves no trace. */
export interface Iteration {
  readonly number: number;
  readonly trigger: string;
  readonly hypothesis: string;
  readonly charter: EvidenceRecord<'charter'>;
  readonly context: StageContext;
  /** The main records of the stages that are done. */
  readonly results: () => Readonly<Partial<Record<Stage, string>>>;
  readonly setResult: (stage: Stage, digest: string) => void;
  readonly startedAt: number;
}

export interface OpenedIteration {
  /** Continues an iteration that never ended, or begins the next. Call it while holding the lease. */
  begin(): Promise<Iteration>;
  /** What changed since the iteration before, in words. */
  changes(): Promise<readonly string[]>;
  /** Frees what the source's reading holds. */
  close(): Promise<void>;
}

/** Reads and checks charter and source. TND-1002 where there is no charter; nothing has been written by then. */
export async function openIteration(deps: Deps, input: ParsedInputOf<'run'>): Promise<OpenedIteration> {
  const charter = makeRecord(deps, 'charter', { charter: await loadCharter(deps) });
  const bench = openWorkbench(deps, charter.body.charter);
  try {
    await checkInputs(deps, charter.body.charter, bench);
  } catch (error) {
    await bench.close();
    throw error;
  }
  return {
    close: () => bench.close(),
    begin: () => begin(deps, charter, bench, input),
    changes: () => changesSince(deps, charter),
  };
}

async function begin(
  deps: Deps,
  charter: EvidenceRecord<'charter'>,
  bench: Workbench,
  input: ParsedInputOf<'run'>,
): Promise<Iteration> {
  const last = await deps.store.read((reader) =>
    reader.from('iteration').first({}, { descending: true, orderBy: 'number' }),
  );
  const isOpen = last?.state === 'running' || last?.state === 'interrupted';
  const number = last === undefined ? 1 : isOpen ? last.number : last.number + 1;
  const results: Partial<Record<Stage, string>> = {};
  const context: StageContext = {
    deps,
    iteration: number,
    charter: charter.body.charter,
    charterDigest: charter.digest,
    bench,
    resultOf(stage) {
      const digest = results[stage];
      if (digest === undefined) throw new RangeError(`stage ${stage} has not run yet`);
      return digest;
    },
  };
  return {
    number,
    trigger: input.trigger ?? (isOpen ? last.trigger : 'a person'),
    hypothesis: input.hypothesis ?? (isOpen ? last.hypothesis : number === 1 ? 'a first model is worth having' : ''),
    charter,
    context,
    results: () => results,
    setResult(stage, digest) {
      results[stage] = digest;
    },
    startedAt: deps.clock.now(),
  };
}

/** The iteration's row at its first finished stage. */
export function iterationRow(deps: Deps, iteration: Iteration): Tables['iteration'] {
  return {
    number: iteration.number,
    state: 'running',
    trigger: iteration.trigger,
    hypothesis: iteration.hypothesis,
    charterDigest: iteration.charter.digest,
    actor: deps.actor.name,
    startedAt: iteration.startedAt,
    endedAt: null,
    decision: null,
  };
}

async function changesSince(deps: Deps, charter: EvidenceRecord<'charter'>): Promise<readonly string[]> {
  const before = await deps.store.read(async (reader) => {
    const earlier = await reader.from('iteration').find({}, { orderBy: 'number', descending: true });
    const digest = earlier.find(
      ({ charterDigest }) => charterDigest !== null && charterDigest !== charter.digest,
    )?.charterDigest;
    return digest ? (await getRecord(deps, reader, 'charter', digest)).body.charter : undefined;
  });
  if (!before) return [];
  const now = charter.body.charter;
  return (Object.keys(now) as (keyof Charter)[])
    .filter((key) => canonicalJson(now[key]) !== canonicalJson(before[key] ?? null))
    .map((key) => `${key} of the charter changed`);
}
