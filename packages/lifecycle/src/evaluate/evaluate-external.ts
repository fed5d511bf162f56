import { blanksOf, type Charter, type ParsedInputOf, type RunAnswer, worstVerdict } from '@tend/protocol';
import { encodeTable, evaluateOver, InvalidExpression } from '@tend/table';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import { readWhole } from '../data/index.ts';
import {
  championOf,
  findVersion,
  outcomeOf,
  standingOf,
  summariseVersion,
  versionFor,
  writeCard,
} from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { expressionOver, rowsWhere } from '../stage/workbench.ts';
import { costsOf } from './evaluate.ts';
import { type JudgedRows, judgeCriteria, type Scored } from './judge-criteria.ts';
import { measureRows } from './measure-rows.ts';
import { type ExternalPredictions, readPredictions } from './read-predictions.ts';
import type { EvaluationBody } from './records.ts';

const ownColumns = new Set(['id', 'score', 'outcome']);

/**
 * Makes a governed version of a model that ran elsewhere from its predictions (id, score, outcome and any columns to
 * slice by): the same criteria, slices, card and gate. TND-1205 where the file lacks a column or holds something else.
 */
export async function evaluateExternal(deps: Deps, input: ParsedInputOf<'evaluate'>): Promise<RunAnswer> {
  const charter = await loadCharter(deps);
  const path = input.predictions;
  const { table } = await readWhole(deps, path);
  const predictions = readPredictions(table, input.predictions);
  const name = input.model ?? `${charter.name}-external`;
  const threshold = input.threshold ?? payingThreshold(charter);
  return withLease(deps, 'the iteration', async (lease) => {
    const charterRecord = makeRecord(deps, 'charter', { charter });
    const model = makeRecord(deps, 'model', {
      inputs: { run: null },
      payload: await deps.blobs.put(encodeTable(table)),
      estimator: 'external',
      sizeBytes: 0,
      features: 0,
      columns: table.columns.map((column) => column.name).filter((column) => !ownColumns.has(column)),
      threshold,
    });
    const body = evaluatePredictions(charter, predictions, threshold, (await championOf(deps)) !== undefined, {
      charter: charterRecord.digest,
      model: model.digest,
    });
    const evaluation = makeRecord(deps, 'evaluation', body);
    const { main, project } = await versionFor(deps, {
      name,
      evaluation,
      run: null,
      origin: 'external',
      iteration: null,
    });
    const verdict = worstVerdict(body.criteria.map((criterion) => criterion.verdict));
    await change(
      deps,
      {
        action: 'external model evaluated',
        subject: `${name}@v${main.body.number}`,
        facts: { model: model.body.payload, verdict },
      },
      async (transaction) => {
        await lease.renew(transaction);
        const envelope = { actor: deps.actor, at: deps.clock.now() };
        for (const record of [charterRecord, model, evaluation, main]) await putRecord(transaction, record, envelope);
        await project?.(transaction);
      },
    );
    return answer(deps, charter, main.digest);
  });
}

async function answer(deps: Deps, charter: Charter, digest: string): Promise<RunAnswer> {
  const version = await findVersion(deps, digest);
  const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
  const summary = await summariseVersion(deps, version);
  const blanks = blanksOf(charter);
  const { state, verdict, next } = outcomeOf(standing, blanks, summary.isServing);
  const cardPath = await writeCard(deps, version);
  const { criteria } = standing;
  return { iteration: 0, state, stages: [], version: summary, criteria, verdict, blanks, cardPath, next };
}

function evaluatePredictions(
  charter: Charter,
  { table, y, score, withoutOutcome }: ExternalPredictions,
  threshold: number,
  hasChampion: boolean,
  inputs: { readonly charter: string; readonly model: string },
): EvaluationBody {
  const nothing: Scored = { score: new Float64Array(score.length), isPositive: new Uint8Array(score.length) };
  const rule = ruleOver(charter, table);
  const judged: JudgedRows = {
    y,
    score,
    isPositive: Uint8Array.from(score, (value) => (value >= threshold ? 1 : 0)),
    baselines: { nothing, majority: nothing, ...(rule ? { rule } : {}) },
    hasChampion,
    costs: costsOf(charter),
    seed: charter.seed,
    slice: (where) => ifKnown(() => rowsWhere(charter, table, where)),
  };
  const sliceColumns = table.columns.filter(
    ({ name, kind }) => !ownColumns.has(name) && kind !== 'date' && kind !== 'instant',
  );
  return {
    inputs: { ...inputs, snapshot: null, split: null, champion: null },
    population: {
      rows: y.length,
      positives: y.reduce((sum, value) => sum + value, 0),
      description: 'rows with a prediction made elsewhere and a known outcome',
      withoutOutcome,
    },
    threshold,
    ...measureRows(judged, sliceColumns),
    criteria: judgeCriteria(
      charter.criteria.filter((criterion) => criterion.on.includes('test')),
      judged,
    ),
    looks: 1,
  };
}

/** Where acting on a calibrated score begins to pay (Elkan 2001, equation 2); one half while the costs are blank. */
function payingThreshold(charter: Charter): number {
  const costs = costsOf(charter);
  return costs === undefined || costs.missed + costs.needless === 0
    ? 0.5
    : costs.needless / (costs.missed + costs.needless);
}

/** The charter's rule on the same rows; nothing where the file does not carry the columns that it reads. */
function ruleOver(charter: Charter, table: ExternalPredictions['table']): Scored | undefined {
  const { rule } = charter.decision;
  if (rule === undefined) return undefined;
  return ifKnown(() => {
    const decisions = evaluateOver(expressionOver(charter, table, rule, 'decision.rule'), table);
    const isPositive = Uint8Array.from(decisions, (decision) => (decision === 1 ? 1 : 0));
    return { score: Float64Array.from(isPositive), isPositive };
  });
}

/** Columns that an external file does not carry make a comparison unknown, not an error. */
function ifKnown<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Error && error.cause instanceof InvalidExpression) return undefined;
    throw error;
  }
}
