/**
 * What preparation takes: the default recipe of a wide table, and one row through it; words of texts, and looking back; and what
 * the default recipes are worth.
 *
 *   node bench/prepare/run.ts --python PY --datasets DIR [--parts recipe,text,history,row,value] [--quick] [--write]
 *
 * PY needs `scikit-learn` and `pandas`.
 */
import { runParts } from '../run-parts.ts';
import { defaultValue } from './default-value.ts';
import { historySpeed } from './history-speed.ts';
import { recipeSpeed } from './recipe-speed.ts';
import { rowSpeed } from './row-speed.ts';
import { textSpeed } from './text-speed.ts';

await runParts('prepare', {
  recipe: recipeSpeed,
  text: textSpeed,
  history: historySpeed,
  row: rowSpeed,
  value: defaultValue,
});
