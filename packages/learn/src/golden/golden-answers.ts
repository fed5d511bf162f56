import { type Row, rowAt, type Table, takeRows } from '@tend/table';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { compileRecipe } from '../recipe/compile-recipe.ts';
import type { GoldenModel } from './golden-layout.ts';

/** Features and scores of some rows as one way of asking gives them. */
export interface GoldenAnswers {
  readonly way: 'as a table' | 'one by one' | 'in a batch of another order';
  /** Which of the rows each answer belongs to. */
  readonly rows: Int32Array;
  feature(answer: number, feature: number): number;
  score(answer: number, output: number): number;
}

/** More rows than tables and forests take in one block, so that a block ends within the batch. */
const batchRows = 1_100;

/** The answers for these rows, each way there is: the whole table, single rows, and a batch backwards, again and again. */
export function goldenAnswers(model: GoldenModel, table: Table): readonly GoldenAnswers[] {
  const { rowCount } = table;
  if (rowCount === 0) return [];
  const inOrder = Int32Array.from({ length: rowCount }, (_, row) => row);
  const length = rowCount * Math.ceil(batchRows / rowCount);
  const backwards = Int32Array.from({ length }, (_, i) => rowCount - 1 - (i % rowCount));
  return [
    batchAnswers(model, table, 'as a table', inOrder),
    singleAnswers(model, table, inOrder),
    batchAnswers(model, takeRows(table, backwards), 'in a batch of another order', backwards),
  ];
}

function batchAnswers(
  { manifest, outputs, predictTable, context }: GoldenModel,
  table: Table,
  way: GoldenAnswers['way'],
  rows: Int32Array,
): GoldenAnswers {
  const { values } = applyRecipe(manifest.recipe, table, context);
  const scores = predictTable(table);
  return {
    way,
    rows,
    feature: (answer, feature) => values[feature * rows.length + answer] as number,
    score: (answer, output) => scores[answer * outputs + output] as number,
  };
}

function singleAnswers({ manifest, predictRow, context }: GoldenModel, table: Table, rows: Int32Array): GoldenAnswers {
  const prepare = compileRecipe(manifest.recipe, context);
  const asked = Array.from(rows, (row): Row => rowAt(table, row));
  const features = asked.map(prepare);
  const scores = asked.map(predictRow);
  return {
    way: 'one by one',
    rows,
    feature: (answer, feature) => features[answer]?.[feature] as number,
    score: (answer, output) => scores[answer]?.[output] as number,
  };
}
