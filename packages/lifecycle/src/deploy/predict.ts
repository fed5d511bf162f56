import { type ParsedInputOf, type PredictAnswer, Problem } from '@tend/protocol';
import { openLookups } from '../as-of/index.ts';
import { openStored } from '../evaluate/index.ts';
import { findVersion, standingOf } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { loggedColumns, openServing, type Serving, scoring } from './open-serving.ts';

/**
 * Scores rows: with the deployed version the answers are logged and carry ids; with a named version they are a trial
 * and leave no trace. TND-1009 names the row and column that misfits.
 */
export async function predict(deps: Deps, input: ParsedInputOf<'predict'>): Promise<PredictAnswer> {
  if (input.version === undefined) return predictLogged(deps, input.rows);
  const version = await findVersion(deps, input.version);
  const { model, charter } = await deps.store.read(async (reader) => ({
    model: (await getRecord(deps, reader, 'model', version.modelDigest)).body,
    charter: (await standingOf(deps, reader, version)).charter,
  }));
  if (version.origin === 'external')
    throw new Problem('TND-1008', {
      message: `${version.modelName}@v${version.number} was made elsewhere: Tend cannot run it`,
    });
  const opened = await openStored(deps, model);
  const inputs = opened.inputs.map(({ name }) => name);
  const { check, score, complete } = scoring(opened, charter, await openLookups(deps, charter, inputs));
  const rows = input.rows.map(complete);
  refuseMisfits(check, rows);
  const predictions = rows.map((row) => {
    const answer = score(row);
    return { id: null, score: answer.score, isPositive: answer.isPositive };
  });
  return { model: version.modelName, version: version.number, predictions };
}

async function predictLogged(deps: Deps, sent: ParsedInputOf<'predict'>['rows']): Promise<PredictAnswer> {
  const serving = await openServing(deps);
  const rows = sent.map(serving.complete);
  refuseMisfits(serving.check, rows);
  const at = deps.clock.now();
  const columns = loggedColumns(serving);
  const answers = rows.map((row) => ({ row, ...serving.score(row) }));
  const ids = await deps.predictions.append(
    serving.deploymentId,
    answers.map(({ row, score, isPositive, eventTime }) => ({
      deploymentId: serving.deploymentId,
      versionDigest: serving.versionDigest,
      at,
      eventTime,
      row: Object.fromEntries(
        columns.filter((name) => Object.hasOwn(row, name)).map((name) => [name, row[name] ?? null]),
      ),
      score,
      isPositive,
    })),
  );
  return {
    model: serving.modelName,
    version: serving.versionNumber,
    predictions: answers.map(({ score, isPositive }, i) => ({ id: ids[i] ?? null, score, isPositive })),
  };
}

function refuseMisfits(check: Serving['check'], rows: ParsedInputOf<'predict'>['rows']): void {
  for (const [i, row] of rows.entries()) {
    const [issue] = check(row);
    if (issue)
      throw new Problem('TND-1009', {
        message: `row ${i + 1}: ${issue.column} is not valid`,
        expected: issue.expected,
        came: issue.came,
        next: ['send a value for every input of the model, null where it is missing'],
        facts: { row: i + 1, column: issue.column },
      });
  }
}
