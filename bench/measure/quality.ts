import { rocAuc } from '@tend/learn';
import type { BenchTask } from '../data-sets/bench-set.ts';

/** How good predictions are, and how two are compared. */
export interface Measure {
  readonly name: string;
  score(target: Float64Array, predictions: Float64Array): number;
  /** Above 0: ours are better. */
  advantage(ours: number, theirs: number): number;
}

/** The measure of a task: ROC AUC, root mean squared error (compared relatively) or the logarithmic loss of classes. */
export const measures: Readonly<Record<BenchTask, Measure>> = {
  binary: { name: 'AUC', score: rocAuc, advantage: (ours, theirs) => ours - theirs },
  regression: { name: 'RMSE, relative', score: rmse, advantage: (ours, theirs) => 1 - ours / theirs },
  multiclass: { name: 'log loss', score: classLogLoss, advantage: (ours, theirs) => theirs - ours },
};

/** The share of rows whose likeliest class is right: forests give shares of 0, on which a logarithmic loss is all chance. */
export const classAccuracy: Measure = {
  name: 'accuracy',
  score: (target, predictions) => {
    const classes = predictions.length / target.length;
    const right = target.filter((label, row) => {
      const shares = predictions.subarray(row * classes, (row + 1) * classes);
      return shares.indexOf(Math.max(...shares)) === label;
    });
    return right.length / target.length;
  },
  advantage: (ours, theirs) => ours - theirs,
};

function rmse(target: Float64Array, predictions: Float64Array): number {
  const squares = target.reduce((sum, value, row) => sum + (value - (predictions[row] ?? Number.NaN)) ** 2, 0);
  return Math.sqrt(squares / target.length);
}

/** `predictions` are the shares of all classes, row by row; a share of 0 counts as 1e-15. */
function classLogLoss(target: Float64Array, predictions: Float64Array): number {
  const classes = predictions.length / target.length;
  const sum = target.reduce((total, label, row) => {
    return total - Math.log(Math.max(predictions[row * classes + label] ?? Number.NaN, 1e-15));
  }, 0);
  return sum / target.length;
}
