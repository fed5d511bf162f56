import type { TrainingData } from '../../estimator.ts';

/** The weighted mean of each feature. */
export function columnMeans({ x, weight }: TrainingData): Float64Array {
  return Float64Array.from(x.features, (_, f) => {
    let sum = 0;
    let total = 0;
    for (let r = 0; r < x.rowCount; r++) {
      const w = weight?.[r] ?? 1;
      sum += w * (x.values[f * x.rowCount + r] as number);
      total += w;
    }
    return sum / total;
  });
}
