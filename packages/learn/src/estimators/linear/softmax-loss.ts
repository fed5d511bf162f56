import { exp, log } from '@tend/kernels';
import type { MarginLoss } from './margin-loss.ts';

/** The log-loss of class indices y with the softmax of `outputs` margins as probabilities, weighted. */
export function softmaxLoss(y: Float64Array, weight: Float64Array, outputs: number): MarginLoss {
  const rowCount = y.length;
  /** Probabilities in place of the margins; the sum of the rows' losses. */
  const normalise = (margins: readonly Float64Array[], start: number): number => {
    const length = margins[0]?.length ?? 0;
    let loss = 0;
    for (let i = 0; i < length; i++) {
      let most = Number.NEGATIVE_INFINITY;
      for (const margin of margins) most = Math.max(most, margin[i] as number);
      const own = margins[y[start + i] as number]?.[i] as number;
      let total = 0;
      for (const margin of margins) {
        const share = exp((margin[i] as number) - most);
        margin[i] = share;
        total += share;
      }
      for (const margin of margins) (margin[i] as number) /= total;
      loss += (weight[start + i] as number) * (log(total) + most - own);
    }
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
      for (let i = 0; i < length; i++) {
        let mean = 0;
        for (let k = 0; k < outputs; k++)
          mean += (curvature[k * rowCount + start + i] as number) * (directions[k]?.[i] as number);
        const w = weight[start + i] as number;
        for (let k = 0; k < outputs; k++) {
          const direction = directions[k] as Float64Array;
          direction[i] = w * (curvature[k * rowCount + start + i] as number) * ((direction[i] as number) - mean);
        }
      }
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
