import type { FeatureMatrix, TrainingData } from '@tend/learn';
import { type BenchSet, rowsBetween } from '../data-sets/bench-set.ts';

/** The rows of a set that train, as Tend takes them. */
export function trainingData(set: BenchSet): TrainingData {
  const { task, classCount, target, trainRows } = set;
  const x = featureMatrix(set, 0, trainRows);
  const y = target.slice(0, trainRows);
  return task === 'multiclass' ? { task, classCount, x, y } : { task, x, y };
}

/** Rows [begin, end) of a set as features, named so that their order is the canonical one. */
export function featureMatrix({ columns, categories }: BenchSet, begin: number, end: number): FeatureMatrix {
  const { rowCount, values } = rowsBetween(columns, begin, end);
  const features = categories.map((count, column) => {
    const name = `f${String(column).padStart(5, '0')}`;
    return count > 0 ? { name, source: name, categories: count } : { name, source: name };
  });
  return { rowCount, features, values };
}
