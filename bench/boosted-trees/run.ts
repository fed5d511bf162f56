/**
 * Boosted trees against LightGBM. Parts: training, prediction, accuracy, memory, scaling.
 *
 *   node bench/boosted-trees/run.ts --python PY [--parts training,accuracy] [--sets mid,adult] [--quick] [--write]
 */
import { runParts } from '../run-parts.ts';
import { accuracy } from './accuracy.ts';
import { memory } from './memory.ts';
import { predictionSpeed } from './prediction-speed.ts';
import { scaling } from './scaling.ts';
import { trainingSpeed } from './training-speed.ts';

await runParts('boosted-trees', {
  training: trainingSpeed,
  prediction: predictionSpeed,
  accuracy,
  memory,
  scaling,
});
