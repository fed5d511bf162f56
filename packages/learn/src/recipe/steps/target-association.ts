import type { StepTarget } from '../step-definition.ts';
import type { TrainingColumn } from '../working-column.ts';
import { correlation } from './correlation.ts';
import { inUnits, leastSquares } from './in-units.ts';

/**
 * The share of variance, 0 to 1, that a column and the target have in common: the squared correlation of two numbers, the squared
 * correlation ratio where one of them is classes (its order is that of scikit-learn's f_regression and f_classif), the mean of the
 * latter over the classes where both are.
 */
export function targetAssociation(column: TrainingColumn, { task, y, classCount = 0 }: StepTarget): number {
  if (column.kind === 'text') return 0;
  const { values, categories } = column;
  if (task !== 'multiclass')
    return categories === undefined ? correlation(values, y) ** 2 : explained(y, values, categories);
  if (categories === undefined) return explained(values, y, classCount);
  let sum = 0;
  for (let one = 0; one < classCount; one++)
    sum += explained(
      y.map((value) => Number(value === one)),
      values,
      categories,
    );
  return classCount === 0 ? 0 : sum / classCount;
}

/** The share of the variance of numbers that lies between groups, over the rows in which both are present. */
function explained(numbers: Float64Array, groups: Float64Array, groupCount: number): number {
  return finiteShare(numbers, groups, groupCount) ?? finiteShare(inUnits(numbers), groups, groupCount) ?? 0;
}

/** Undefined where squares overflow, or vanish. */
function finiteShare(numbers: Float64Array, groups: Float64Array, groupCount: number): number | undefined {
  const counts = new Float64Array(groupCount);
  const means = new Float64Array(groupCount);
  let count = 0;
  let centre = 0;
  for (let row = 0; row < numbers.length; row++) {
    const [value, group] = [numbers[row] as number, groups[row] as number];
    if (Number.isNaN(value) || Number.isNaN(group)) continue;
    counts[group] = (counts[group] as number) + 1;
    means[group] = (means[group] as number) + (value - (means[group] as number)) / (counts[group] as number);
    count++;
    centre += (value - centre) / count;
  }
  let all = 0;
  let between = 0;
  for (let row = 0; row < numbers.length; row++) {
    const [value, group] = [numbers[row] as number, groups[row] as number];
    if (!Number.isNaN(value) && !Number.isNaN(group)) all += (value - centre) ** 2;
  }
  for (let group = 0; group < groupCount; group++)
    between += (counts[group] as number) * ((means[group] as number) - centre) ** 2;
  return all > leastSquares && Number.isFinite(all) ? between / all : undefined;
}
