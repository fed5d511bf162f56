import type { Targets } from '../../estimator.ts';
import { rocAuc } from '../../metrics/roc-auc.ts';

/**
 * How well rows are predicted by the trees that have not seen them, unweighted, over the rows that have such trees: ROC AUC
 * (`binary`), share of right classes (`multiclass`), R2 (`regression`). No fact where it is not defined, as with one class.
 */
export function outOfBagScore(
  { y, task = 'binary', classCount = 1 }: Targets,
  outOfBag: Float64Array,
): Readonly<Record<string, number>> {
  const rows = Int32Array.from(y.keys()).filter((row) => !Number.isNaN(outOfBag[row * classCount] as number));
  const targets = Float64Array.from(rows, (row) => y[row] as number);
  const score = scoreOf(task, classCount, targets, rows, outOfBag);
  return { outOfBagRows: rows.length, ...(Number.isFinite(score.value) && { [score.name]: score.value }) };
}

function scoreOf(
  task: Targets['task'],
  classCount: number,
  targets: Float64Array,
  rows: Int32Array,
  outOfBag: Float64Array,
): { readonly name: string; readonly value: number } {
  if (task === 'multiclass') {
    let right = 0;
    for (const [i, row] of rows.entries())
      if (largestOf(outOfBag.subarray(row * classCount, (row + 1) * classCount)) === targets[i]) right++;
    return { name: 'outOfBagAccuracy', value: right / rows.length };
  }
  const predictions = Float64Array.from(rows, (row) => outOfBag[row] as number);
  if (task !== 'regression') return { name: 'outOfBagRocAuc', value: rocAuc(targets, predictions) };
  const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length;
  let left = 0;
  let total = 0;
  for (const [i, target] of targets.entries()) {
    left += (target - (predictions[i] as number)) * (target - (predictions[i] as number));
    total += (target - mean) * (target - mean);
  }
  return { name: 'outOfBagR2', value: 1 - left / total };
}

/** The first of equals. */
function largestOf(shares: Float64Array): number {
  return shares.reduce((best, share, k) => (share > (shares[best] as number) ? k : best), 0);
}
