/**
 * Linear and logistic regression against scikit-learn, at the same optimum.
 *
 *   node bench/linear/run.ts --python PY [--sets mid,adult] [--quick] [--write]
 */
import { runParts } from '../run-parts.ts';
import { trainingSpeed } from './training-speed.ts';

await runParts('linear', { training: trainingSpeed });
