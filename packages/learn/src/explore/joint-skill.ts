import { log } from '@tend/kernels';
import { type Table, takeRows } from '@tend/table';
import type { FeatureMatrix, Targets } from '../estimator.ts';
import { fit } from '../estimators/fit.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { fitRecipe } from '../recipe/fit-recipe.ts';
import { proposeRecipe } from '../recipe/propose-recipe.ts';
import type { LeakTarget } from './leak-target.ts';
import { classesOf, foldCount, foldOf, guessLosses, type Skill, skillOf } from './single-skill.ts';

/** Enough to see who carries what; several classes grow a tree each a round. */
const parameters = { trees: 60, learningRate: 0.1, leaves: 16 };
const parametersOfClasses = { ...parameters, trees: 20, learningRate: 0.2 };

/**
 * The skill of several columns together: small boosted trees on two of three folds, judged on the third, on the same rows
 * and folds as the skill of one column (`sample`), so that the losses of both can be paired.
 */
export function jointSkill(
  table: Table,
  columns: readonly string[],
  target: LeakTarget,
  sample: Int32Array,
): Skill | undefined {
  const taken = takeRows(table, sample);
  const y = targetsOf(target, sample);
  const losses = new Float64Array(sample.length);
  const all = Int32Array.from(sample.keys());
  for (let fold = 0; fold < foldCount; fold++) {
    const learnt = all.filter((i) => foldOf(i) !== fold);
    const judged = all.filter((i) => foldOf(i) === fold);
    const plan = proposeRecipe(taken, learnt, columns, { for: 'boostedTrees' });
    const x = applyRecipe(fitRecipe(plan, taken, learnt), taken);
    if (x.features.length === 0) return undefined;
    const fitted = fit(
      'boostedTrees',
      y.task === 'multiclass' ? parametersOfClasses : parameters,
      { ...y, x: rowsOf(x, learnt), y: Float64Array.from(learnt, (i) => y.y[i] ?? 0) },
      { seed: 1 },
    );
    const predicted = fitted.predict(rowsOf(x, judged));
    for (const [k, i] of judged.entries()) losses[i] = lossOf(y, predicted, k, y.y[i] ?? 0);
  }
  return skillOf(losses, guessLosses(target, sample));
}

function targetsOf(target: LeakTarget, sample: Int32Array): Targets {
  if (target.type === 'number')
    return { task: 'regression', y: Float64Array.from(sample, (row) => target.values[row] ?? 0) };
  const { classOf, classCount } = classesOf(target);
  const y = Float64Array.from(sample, classOf);
  return target.type === 'binary' ? { task: 'binary', y } : { task: 'multiclass', y, classCount };
}

const leastProbability = 1e-9;

function lossOf({ task, classCount = 1 }: Targets, predicted: Float64Array, at: number, y: number): number {
  if (task === 'regression') return ((predicted[at] ?? 0) - y) ** 2;
  const probability =
    task === 'multiclass'
      ? (predicted[at * classCount + y] ?? 0)
      : y === 1
        ? (predicted[at] ?? 0)
        : 1 - (predicted[at] ?? 0);
  return -log(Math.max(leastProbability, probability));
}

function rowsOf({ rowCount, features, values }: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  const taken = new Float32Array(features.length * rows.length);
  for (const f of features.keys())
    for (const [k, row] of rows.entries()) taken[f * rows.length + k] = values[f * rowCount + row] ?? Number.NaN;
  return { rowCount: rows.length, features, values: taken };
}
