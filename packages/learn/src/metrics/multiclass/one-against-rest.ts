import type { ResampleStatistic } from '../resample.ts';
import { rocAucOf } from '../roc-auc.ts';

/**
 * Mean over classes of the area under the ROC curve of each against the rest, on resamples, all alike (`macro`) or by
 * their rows (`weighted`); NaN where a class has no row or all. Provost and Domingos 2000.
 */
export function rocAucAgainstRestOf(
  y: Float64Array,
  score: Float64Array,
  classCount: number,
  average: 'macro' | 'weighted',
): ResampleStatistic {
  const areas = Array.from({ length: classCount }, (_, k) =>
    rocAucOf(
      y.map((label) => (label === k ? 1 : 0)),
      y.map((_label, row) => score[row * classCount + k] as number),
    ),
  );
  return (counts) => {
    const rows = new Float64Array(classCount);
    for (let i = 0; i < y.length; i++) (rows[y[i] as number] as number) += counts[i] as number;
    let sum = 0;
    let total = 0;
    for (const [k, area] of areas.entries()) {
      const share = average === 'macro' ? 1 : (rows[k] as number);
      sum += share * area(counts);
      total += share;
    }
    return sum / total;
  };
}
