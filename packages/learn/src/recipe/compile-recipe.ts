import type { Cell, Row } from '@tend/table';
import type { FittedRecipe } from './fitted-recipe.ts';
import { recipeProgram } from './recipe-program.ts';
import type { RunContext } from './runner.ts';
import { storedNumber, storedText } from './stored-cell.ts';
import { traceRecipe } from './trace-recipe.ts';

/**
 * A function from one JSON row to its features in canonical order, equal to the bytes of `applyRecipe` on a table of
 * that row. RangeError for an absent key, TypeError for a cell of another type (`checkRow` finds both beforehand).
 */
export function compileRecipe(recipe: FittedRecipe, context: RunContext = {}): (row: Row) => Float32Array {
  const program = recipeProgram(traceRecipe(recipe), 1, context);
  const { matrix, lanes } = program;
  matrix.rowCount = 1;
  const readers = recipe.inputs.map(({ name, kind }, place): ((row: Row) => void) => {
    const block = program.inputs[place];
    if (block?.type === 'texts')
      return (row) => {
        block.entries[0] = storedText(cellOf(row, name), name);
      };
    const values = block?.values ?? new Float64Array(1);
    const numeric = kind === 'text' ? 'number' : kind;
    return (row) => {
      values[0] = storedNumber(numeric, cellOf(row, name), name);
    };
  });
  return (row) => {
    for (let place = 0; place < readers.length; place++) readers[place]?.(row);
    const out = new Float32Array(recipe.features.length);
    matrix.values = out;
    for (let lane = 0; lane < lanes.length; lane++) {
      lanes[lane]?.prepare();
      lanes[lane]?.run(1, 0);
    }
    return out;
  };
}

function cellOf(row: Row, name: string): Cell {
  const cell = Object.hasOwn(row, name) ? row[name] : undefined;
  if (cell === undefined) throw new RangeError(`the row has no column "${name}"`);
  return cell;
}
