/**
 * Random forest and extra trees against scikit-learn.
 *
 *   node bench/random-forest/run.ts --python PY [--sets mid,adult] [--seeds 5] [--quick] [--write]
 */
import { runParts } from '../run-parts.ts';
import { comparison } from './comparison.ts';

await runParts('random-forest', { comparison });
