/**
 * What preparation takes: the default recipe of a wide table, and one row through it.
 *
 *   node bench/prepare/run.ts --python PY [--parts recipe,row] [--quick] [--write]
 *
 * PY needs `scikit-learn` and `pandas`.
 */
import { runParts } from '../run-parts.ts';
import { recipeSpeed } from './recipe-speed.ts';
import { rowSpeed } from './row-speed.ts';

await runParts('prepare', { recipe: recipeSpeed, row: rowSpeed });
