import { type Table, takeRows } from '@tend/table';
import type { Targets } from '../estimator.ts';
import { fit } from '../estimators/fit.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { fitRecipe } from '../recipe/fit-recipe.ts';
import { proposeRecipe } from '../recipe/propose-recipe.ts';
import type { LeakTarget } from './leak-target.ts';
import { classesOf, foldCount, foldOf } from './single-skill.ts';

/** Enough to see who carries what; several classes grow a tree each a round. */
const parameters = { trees: 60, learningRate: 0.1, leaves: 16 };
const parametersOfClasses = { ...parameters, trees: 20, learningRate: 0.2 };

/**
 * What small boosted trees over these columns predict for rows that they have not learnt from: two of three folds teach, the
 * third is predicted, on the folds of `foldOf`. predictions[i * outputs + output] for row `sample[i]`; undefined where no
 * column can be used. RangeError for an unknown column.
 */
export function heldOutPredictions(
  table: Table,
  columns: readonly string[],
  target: LeakTarget,
  sample: Int32Array,
): Float64Array | undefined {
  const taken = takeRows(table, sample);
  const targets = targetsOf(target, sample);
  const outputs = targets.classCount ?? 1;
  const predictions = new Float64Array(sample.length * outputs);
  const all = Int32Array.from(sample.keys());
  for (let fold = 0; fold < foldCount; fold++) {
    const learnt = all.filter((i) => foldOf(i) !== fold);
    const judged = all.filter((i) => foldOf(i) === fold);
    const plan = proposeRecipe(taken, learnt, columns, { for: 'boostedTrees', readsWords: false });
    const y = Float64Array.from(learnt, (i) => targets.y[i] ?? 0);
    const { recipe, x } = fitRecipe(plan, taken, learnt, { target: { ...targets, y } });
    if (x.features.length === 0) return undefined;
    const fitted = fit(
      'boostedTrees',
      targets.task === 'multiclass' ? parametersOfClasses : parameters,
      { ...targets, x, y },
      { seed: 1 },
    );
    const predicted = fitted.predict(applyRecipe(recipe, takeRows(taken, judged)));
    for (const [k, i] of judged.entries())
      for (let output = 0; output < outputs; output++)
        predictions[i * outputs + output] = predicted[k * outputs + output] ?? 0;
  }
  return predictions;
}

/** The outcomes of the sample as an estimator takes them. */
export function targetsOf(target: LeakTarget, sample: Int32Array): Targets {
  if (target.type === 'number')
    return { task: 'regression', y: Float64Array.from(sample, (row) => target.values[row] ?? 0) };
  const { classOf, classCount } = classesOf(target);
  const y = Float64Array.from(sample, classOf);
  return target.type === 'binary' ? { task: 'binary', y } : { task: 'multiclass', y, classCount };
}
