import { type Charter, Problem } from '@tend/protocol';
import { type CharterPath, placeInCharter } from '../charter/place-in-charter.ts';
import { convertedColumns, convertedTable, sourceOutcomes, sourceSplit } from '../data/index.ts';
import type { Ports } from '../ports.ts';
import { expressionOn, type Workbench } from '../stage/workbench.ts';
import { checkOwnStep } from '../train/index.ts';

/**
 * Reads what a person wrote, charter and source, as far as it can be wrong, before an iteration writes anything: columns,
 * units, expressions, the target and both sides of the split. TND-1001, TND-1004, TND-1006, TND-1201, TND-1203, TND-1204.
 */
export async function checkInputs(
  ports: Pick<Ports, 'files' | 'utf8'>,
  charter: Charter,
  bench: Workbench,
): Promise<void> {
  const at = <T>(path: CharterPath, check: () => T | Promise<T>): Promise<T> => placed(ports, path, check);
  const table = await convertedTable(bench, charter);
  for (const column of convertedColumns(charter.data.contract)) await table.column(column);
  await at(['target', 'expression'], () => sourceOutcomes(bench, charter));
  await at(['split'], () => sourceSplit(bench, charter));
  const { rule } = charter.decision;
  if (rule !== undefined)
    await at(['decision', 'rule'], () => expressionOn(charter, table.schema, rule, 'decision.rule'));
  const target = expressionOn(charter, table.schema, charter.target.expression, 'target.expression');
  const hidden = new Map([
    ...target.columns.map((column) => [column, 'the outcome is computed from it'] as const),
    ...charter.data.exclude.map(({ column, reason }) => [column, reason] as const),
  ]);
  for (const list of ['steps', 'add'] as const)
    for (const i of charter.prepare?.[list]?.keys() ?? [])
      await at(['prepare', list, i], () => checkOwnStep(charter, table.schema, i, hidden));
  for (const [i, { id, where }] of charter.criteria.entries())
    if (where !== undefined)
      await at(['criteria', i, 'where'], () => expressionOn(charter, table.schema, where, `criteria.${id}.where`));
}

/** A problem with a part of the charter, with the place of that part. */
async function placed<T>(
  ports: Pick<Ports, 'files' | 'utf8'>,
  path: CharterPath,
  check: () => T | Promise<T>,
): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Problem) || error.detail.place) throw error;
    throw new Problem(error.code, { ...error.detail, place: await placeInCharter(ports, path) }, { cause: error });
  }
}
