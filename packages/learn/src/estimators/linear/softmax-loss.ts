import { type MarginLoss, pick } from './margin-loss.ts';

/** The log-loss of class indices y with the softmax of `outputs` margins as probabilities, weighted. */
export function softmaxLoss(y: Float64Array, weight: Float64Array, outputs: number): MarginLoss {
  const rowCount = y.length;
  return {
    outputs,
    hasFixedCurvature: false,
    differentiate: (block, shares) => block.softmax(y, weight, shares),
    curve(directions, start, curvature) {
      const length = directions[0]?.length ?? 0;
      const sums = new Float64Array(length);
      for (const [k, direction] of directions.entries())
        for (let i = 0, at = k * rowCount + start; i < length; i++, at++)
          (sums[i] as number) += (curvature[at] as number) * (direction[i] as number);
      for (const [k, direction] of directions.entries())
        for (let i = 0, at = k * rowCount + start; i < length; i++, at++)
          direction[i] =
            (weight[start + i] as number) *
            (curvature[at] as number) *
            ((direction[i] as number) - (sums[i] as number));
    },
    ownCurvature(curvature, output) {
      const own = curvature.slice(output * rowCount, (output + 1) * rowCount);
      return own.map((share, row) => (weight[row] as number) * share * (1 - share));
    },
    displacement(curvature) {
      const moved = Array.from({ length: outputs }, () => new Float64Array(rowCount));
      const means = new Float64Array(rowCount);
      return {
        move({ values, start, mean }, output, step) {
          const own = moved[output] as Float64Array;
          const base = output * rowCount;
          for (let r = 0; r < rowCount; r++) {
            const by = step * ((values[start + r] as number) - mean);
            (own[r] as number) += by;
            (means[r] as number) += (curvature[base + r] as number) * by;
          }
        },
        slope({ values, start, mean }, output) {
          const own = moved[output] as Float64Array;
          const base = output * rowCount;
          let sum = 0;
          for (let r = 0; r < rowCount; r++) {
            const slope =
              (weight[r] as number) * (curvature[base + r] as number) * ((own[r] as number) - (means[r] as number));
            sum += slope * ((values[start + r] as number) - mean);
          }
          return sum;
        },
      };
    },
    on: (rows) => softmaxLoss(pick(y, rows), pick(weight, rows), outputs),
  };
}
