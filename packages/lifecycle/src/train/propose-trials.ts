import { hash32, randomStream } from '@tend/kernels';
import { type EstimatorName, estimators, type ParameterValues } from '@tend/learn';

export interface Trial {
  readonly estimator: EstimatorName;
  readonly parameters: ParameterValues;
}

/**
 * The trials of a search, simplest estimator first: the baselines that every run starts from, the grid of the logistic
 * regression, and boosted trees drawn without repetition from their search values until `budget` trials are named.
 */
export function proposeTrials(budget: number, hasRule: boolean, seed: number): readonly Trial[] {
  const baselines: Trial[] = [{ estimator: 'majority', parameters: {} }];
  if (hasRule) baselines.push({ estimator: 'rule', parameters: {} });
  const linear = gridOf('logistic');
  const trees = gridOf('boostedTrees');
  const order = Int32Array.from(trees.keys());
  randomStream(hash32(seed, trees.length)).shuffle(order);
  const room = Math.max(0, budget - baselines.length - linear.length);
  const drawn = [...order].slice(0, room).sort((a, b) => a - b);
  return [...baselines, ...linear, ...drawn.flatMap((i) => trees[i] ?? [])].slice(
    0,
    Math.max(budget, baselines.length),
  );
}

/** All combinations of an estimator's search values, the first parameter varying slowest. */
function gridOf(estimator: EstimatorName): readonly Trial[] {
  let grid: ParameterValues[] = [{}];
  for (const [name, constraint] of Object.entries(estimators[estimator].parameters)) {
    const { search } = constraint;
    if (search) grid = grid.flatMap((values) => search.map((value) => ({ ...values, [name]: value })));
  }
  return grid.map((parameters) => ({ estimator, parameters }));
}
