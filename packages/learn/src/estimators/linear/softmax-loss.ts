import { exp, log } from '@tend/kernels';
import type { MarginLoss } from './margin-loss.ts';

/** The log-loss of class indices y with the softmax of `outputs` margins as probabilities, weighted. */
export function softmaxLoss(y: Float64Array, weight: Float64Array, outputs: number): MarginLoss {
  const rowCount = y.length;
  const scratch = { most: new Float64Array(), sums: new Float64Array() };
  const roomFor = (length: number): typeof scratch => {
    if (scratch.most.length < length) {
      scratch.most = new Float64Array(length);
      scratch.sums = new Float64Array(length);
    }
    return scratch;
  };
  /** Probabilities in place of the margins; the sum of the rows' losses. */
  const normalise = (margins: readonly Float64Array[], start: number): number => {
    const length = margins[0]?.length ?? 0;
    const { most, sums } = roomFor(length);
    most.fill(Number.NEGATIVE_INFINITY);
    sums.fill(0);
    for (const margin of margins)
      for (let i = 0; i < length; i++) most[i] = Math.max(most[i] as number, margin[i] as number);
    let loss = 0;
    for (let i = 0; i < length; i++) {
      const own = margins[y[start + i] as number] as Float64Array;
      loss += (weight[start + i] as number) * ((most[i] as number) - (own[i] as number));
    }
    for (const margin of margins)
      for (let i = 0; i < length; i++) {
        const share = exp((margin[i] as number) - (most[i] as number));
        margin[i] = share;
        (sums[i] as number) += share;
      }
    for (const margin of margins) for (let i = 0; i < length; i++) (margin[i] as number) /= sums[i] as number;
    for (let i = 0; i < length; i++) loss += (weight[start + i] as number) * log(sums[i] as number);
    return loss;
  };
  return {
    outputs,
    loss: normalise,
    differentiate(margins, start, curvature) {
      const loss = normalise(margins, start);
      for (const [output, margin] of margins.entries()) {
        curvature.set(margin, output * rowCount + start);
        for (let i = 0; i < margin.length; i++) {
          const hit = y[start + i] === output ? 1 : 0;
          margin[i] = (weight[start + i] as number) * ((margin[i] as number) - hit);
        }
      }
      return loss;
    },
    curve(directions, start, curvature) {
      const length = directions[0]?.length ?? 0;
      const { sums } = roomFor(length);
      sums.fill(0);
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
  };
}
