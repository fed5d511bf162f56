/**
 * What each family of estimators makes of the same real tables, with its defaults and the preparation that is proposed for it.
 *
 *   node bench/families/run.ts --datasets ../shared/datasets [--sets telco,diamonds] [--seeds 3] [--quick] [--write]
 */
import { runParts } from '../run-parts.ts';
import { heldOutScores } from './held-out-scores.ts';

await runParts('families', { 'held-out': heldOutScores });
