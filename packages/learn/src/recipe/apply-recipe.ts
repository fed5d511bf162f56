import { type Column, type ColumnKind, columnOf, type Table } from '@tend/table';
import type { FeatureMatrix } from '../estimator.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { type GivenValues, recipeProgram } from './recipe-program.ts';
import type { Block, RunContext } from './runner.ts';
import { traceRecipe } from './trace-recipe.ts';

/** Rows that go through all steps together: their columns stay in the processor's cache. */
const blockSize = 1024;

/**
 * The features of every row, float32, column-major, in canonical order of names. RangeError for a column the table
 * lacks, TypeError for one of another kind; other columns are ignored.
 */
export function applyRecipe(recipe: FittedRecipe, table: Table, context: RunContext = {}): FeatureMatrix {
  return applyWithGiven(recipe, table, context, new Map());
}

/** The same, with given values in place of what some steps compute. */
export function applyWithGiven(
  recipe: FittedRecipe,
  table: Table,
  context: RunContext,
  given: GivenValues,
): FeatureMatrix {
  const { rowCount } = table;
  const program = recipeProgram(traceRecipe(recipe), Math.min(blockSize, Math.max(1, rowCount)), context, given);
  const values = new Float32Array(recipe.features.length * rowCount);
  program.matrix.values = values;
  program.matrix.rowCount = rowCount;
  const columns = recipe.inputs.map(({ name, kind }) => expectKind(columnOf(table, name), kind));
  for (const lane of program.lanes) {
    const sources = lane.inputs.map((place) => sourceOf(columns[place], program.inputs[place]));
    lane.prepare();
    for (let begin = 0; begin < rowCount; begin += blockSize) {
      const count = Math.min(blockSize, rowCount - begin);
      for (let i = 0; i < sources.length; i++) sources[i]?.(begin, count);
      lane.run(count, begin);
    }
  }
  return { rowCount, features: recipe.features, values };
}

/** Fills a block with some rows of a column; its dictionary is there at once. */
function sourceOf(column: Column | undefined, block: Block | undefined): (begin: number, count: number) => void {
  if (block?.type === 'texts' && column?.kind === 'text') {
    block.entries.length = 1;
    for (const text of column.dictionary) block.entries.push(text);
    return (begin, count) => block.codes.set(column.codes.subarray(begin, begin + count));
  }
  if (block?.type !== 'numbers' || column === undefined || column.kind === 'text') return () => {};
  return (begin, count) => block.values.set(column.values.subarray(begin, begin + count));
}

/** Whole numbers pass as numbers: a later taking of the same column may hold no fraction by chance. */
function expectKind(column: Column, kind: ColumnKind): Column {
  const isWholeNumber = kind === 'number' && column.kind === 'integer';
  if (column.kind !== kind && !isWholeNumber)
    throw new TypeError(`column "${column.name}": expected ${kind}, came ${column.kind}`);
  return column;
}
