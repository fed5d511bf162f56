import { applyRecipe, type BinaryModel, fit } from '@tend/learn';
import { type Column, evaluateOver, type Schema, type Table } from '@tend/table';
import { expressionOver } from '../stage/workbench.ts';
import { prepareTraining, type SearchData } from '../train/index.ts';
import type { JudgedRows, Scored } from './judge-criteria.ts';

/**
 * How the alternatives would have decided the test rows: doing nothing, the majority, the charter's rule (its score is
 * the training rate of each answer) and the serving version. Fitted on the training rows only.
 */
export function baselinesFor(
  data: SearchData,
  trainRows: Int32Array,
  test: Table,
  champion: BinaryModel | undefined,
): JudgedRows['baselines'] {
  const nothing = fitted(data, 'majority', trainRows, test);
  return {
    nothing,
    majority: nothing,
    ...(data.charter.decision.rule === undefined
      ? {}
      : { rule: ruleBaseline(data, trainRows, test, data.charter.decision.rule) }),
    ...championBaseline(champion, test),
  };
}

/** A model's scores of a table and its decisions at its own threshold. */
export function scoreWith(model: BinaryModel, table: Table): Scored {
  const score = model.predictTable(table);
  return { score, isPositive: Uint8Array.from(score, (value) => (value >= model.manifest.threshold ? 1 : 0)) };
}

/** The serving version on the same rows; nothing where the snapshot no longer has the columns that it reads. */
function championBaseline(champion: BinaryModel | undefined, test: Table): JudgedRows['baselines'] {
  const readable = champion && conformTo(champion.inputs, test);
  return champion && readable ? { champion: scoreWith(champion, readable) } : {};
}

/** The columns under the kinds that a model was trained with: a column of integers may have become one of numbers. */
function conformTo(inputs: Schema, table: Table): Table | undefined {
  const columns = inputs.map(({ name, kind }): Column | undefined => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column || column.kind === kind) return column;
    const areNumbers = isNumber(column.kind) && isNumber(kind);
    return areNumbers && column.kind !== 'text' && kind !== 'text' ? { ...column, kind } : undefined;
  });
  return columns.every((column) => column !== undefined) ? { rowCount: table.rowCount, columns } : undefined;
}

function isNumber(kind: Column['kind']): boolean {
  return kind === 'number' || kind === 'integer';
}

function ruleBaseline(data: SearchData, trainRows: Int32Array, test: Table, rule: string): Scored {
  const { score } = fitted(data, 'rule', trainRows, test);
  const decisions = evaluateOver(expressionOver(data.charter, test, rule, 'decision.rule'), test);
  return { score, isPositive: Uint8Array.from(decisions, (decision) => (decision === 1 ? 1 : 0)) };
}

function fitted(data: SearchData, estimator: 'majority' | 'rule', trainRows: Int32Array, test: Table): Scored {
  const { recipe, data: training } = prepareTraining(data, estimator, trainRows);
  const model = fit(estimator, {}, training, { seed: data.charter.seed });
  const score = model.predict(applyRecipe(recipe, test, { history: data.table }));
  return { score, isPositive: new Uint8Array(score.length) };
}
