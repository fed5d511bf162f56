import type { MarginLoss } from './margin-loss.ts';

/** What losses of one margin a row share: their curvature is the second derivative itself, one a row. */
export const oneMargin: Pick<MarginLoss, 'outputs' | 'curve' | 'ownCurvature' | 'displacement'> = {
  outputs: 1,
  curve([direction], start, curvature) {
    if (direction === undefined) return;
    for (let i = 0; i < direction.length; i++) (direction[i] as number) *= curvature[start + i] as number;
  },
  ownCurvature: (curvature) => curvature,
  displacement(curvature) {
    const rowCount = curvature.length;
    const slopes = new Float64Array(rowCount);
    return {
      move({ values, start, mean }, _, step) {
        for (let r = 0; r < rowCount; r++)
          (slopes[r] as number) += step * (curvature[r] as number) * ((values[start + r] as number) - mean);
      },
      slope({ values, start, mean }) {
        let even = 0;
        let odd = 0;
        const whole = rowCount - (rowCount % 2);
        for (let r = 0; r < whole; r += 2) {
          even += (slopes[r] as number) * ((values[start + r] as number) - mean);
          odd += (slopes[r + 1] as number) * ((values[start + r + 1] as number) - mean);
        }
        if (whole < rowCount) even += (slopes[whole] as number) * ((values[start + whole] as number) - mean);
        return even + odd;
      },
    };
  },
};
