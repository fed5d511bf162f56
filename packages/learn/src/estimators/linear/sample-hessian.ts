import { cholesky, designMatrix, solveCholesky, weightedGram } from '@tend/kernels';
import type { FeatureMatrix } from '../../estimator.ts';
import type { ColumnMoments } from './column-moments.ts';
import type { MarginLoss } from './margin-loss.ts';

/** Columns up to which a Hessian is formed and factored. */
export const mostColumnsToFactor = 512;
/** Rows of the sample a column: the error of the estimate is about the square root of 1 over it. */
const rowsPerColumn = 100;
const fewestRows = 4096;
/** Sampled rows that stand together share the lines of memory they are read from. */
const runRows = 16;
/** Added to the diagonal, relative to it: what rounding leaves of directions without curvature must not be divided by. */
const ridge = 1e-10;

/** Solves (an estimate of the Hessian) * x = b. */
export type HessianSolve = (b: Float64Array) => Float64Array;

/**
 * Estimates of the Hessian of a penalised loss at any theta (laid out as in penalised-objective.ts), from an evenly spread
 * sample of rows or, of small data, from all; the blocks between outputs are left out. Its diagonal is scaled to what the
 * moments of all rows say, so that rare values of sparse columns are not overlooked. Source: Byrd, Chin, Neveitt and Nocedal 2011.
 */
export function sampleHessian(
  x: FeatureMatrix,
  columns: Int32Array,
  { means, deviations }: ColumnMoments,
  loss: MarginLoss,
  weight: Float64Array,
  l2: number,
): (theta: Float64Array) => HessianSolve {
  const p = columns.length;
  const { outputs } = loss;
  const rows = sampledRows(x.rowCount, Math.max(fewestRows, rowsPerColumn * p));
  const count = rows.length;
  // The last column is that of the intercept.
  const values = new Float32Array((p + 1) * count).fill(1);
  for (const [f, column] of columns.entries())
    for (let i = 0, from = column * x.rowCount, to = f * count; i < count; i++)
      values[to + i] = x.values[from + (rows[i] as number)] as number;
  const places = Int32Array.from({ length: p + 1 }, (_, f) => f);
  const centres = Float64Array.from(places, (f) => (f < p ? (means[columns[f] as number] as number) : 0));
  const design = designMatrix(values, count, places, outputs);
  const gram = weightedGram(values, count, places, centres);
  const own = loss.on(rows);
  const sampleWeight = rows.length === x.rowCount ? weight : Float64Array.from(rows, (row) => weight[row] as number);
  const share = sum(weight) / sum(sampleWeight);
  const scale = rows.length === x.rowCount ? undefined : scales(values, count, centres, sampleWeight);

  /** Square roots of how much further all rows spread than the sample does; 0 where the sample is all alike. */
  function scales(
    sample: Float32Array,
    sampleCount: number,
    centre: Float64Array,
    weights: Float64Array,
  ): Float64Array {
    return Float64Array.from(places, (f) => {
      if (f === p) return 1;
      let spread = 0;
      for (let i = 0; i < sampleCount; i++) {
        const value = (sample[f * sampleCount + i] as number) - (centre[f] as number);
        spread += (weights[i] as number) * value * value;
      }
      return spread > 0 ? Math.sqrt((deviations[columns[f] as number] as number) / (share * spread)) : 0;
    });
  }

  /** The curvature of the sampled rows at theta. */
  const curvatureAt = (theta: Float64Array): Float64Array => {
    const curvature = new Float64Array(count * outputs);
    const coefficients = new Float64Array(outputs * (p + 1));
    const shifts = new Float64Array(outputs);
    for (let output = 0; output < outputs; output++) {
      const from = output * (p + 1);
      coefficients.set(theta.subarray(from, from + p + 1), from);
      let shift = 0;
      for (let f = 0; f < p; f++) shift -= (theta[from + f] as number) * (centres[f] as number);
      shifts[output] = shift;
    }
    for (let block = 0; block < design.blockCount; block++)
      own.differentiate(design.block(block, coefficients, shifts), curvature);
    return curvature;
  };
  const factor = (curvature: Float64Array): Float64Array => {
    const hessian = gram(curvature);
    const size = p + 1;
    const level = (hessian[size * size - 1] as number) / sum(sampleWeight);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++)
        (hessian[i * size + j] as number) *=
          share * (scale === undefined ? 1 : (scale[i] as number) * (scale[j] as number));
    for (let f = 0; f < p; f++) {
      const at = f * size + f;
      if (scale?.[f] === 0) hessian[at] = level * (deviations[columns[f] as number] as number);
      (hessian[at] as number) += l2;
    }
    return factorOf(hessian, size);
  };
  return (theta) => {
    const curvature = curvatureAt(theta);
    const factors = Array.from({ length: outputs }, (_, output) => factor(own.ownCurvature(curvature, output)));
    return (b) => {
      const result = centred(b, outputs);
      for (const [output, lower] of factors.entries()) {
        const from = output * (p + 1);
        result.set(solveCholesky(lower, result.subarray(from, from + p + 1)), from);
      }
      return centred(result, outputs);
    };
  };
}

/** The Cholesky factor of a matrix, or of one whose diagonal is as much larger as it takes. */
function factorOf(matrix: Float64Array, size: number): Float64Array {
  for (let more = ridge; ; more *= 100) {
    const raised = matrix.slice();
    for (let i = 0; i < size; i++)
      raised[i * size + i] = Math.max((matrix[i * size + i] as number) * (1 + more), Number.MIN_VALUE * 2 ** 100);
    const lower = cholesky(raised, size);
    if (lower !== undefined) return lower;
  }
}

/**
 * A vector like theta less its mean over the outputs, where there are several: only differences between the margins of a row
 * count, and a direction common to all outputs has next to no curvature, which blocks without those between them do not show.
 */
function centred(values: Float64Array, outputs: number): Float64Array {
  const result = values.slice();
  if (outputs === 1) return result;
  const size = values.length / outputs;
  for (let j = 0; j < size; j++) {
    let total = 0;
    for (let at = j; at < values.length; at += size) total += values[at] as number;
    for (let at = j; at < values.length; at += size) (result[at] as number) -= total / outputs;
  }
  return result;
}

/** About `wanted` of the rows in evenly spread runs; all where that is not much less. */
function sampledRows(rowCount: number, wanted: number): Int32Array {
  if (2 * wanted >= rowCount) return Int32Array.from({ length: rowCount }, (_, row) => row);
  const runs = Math.ceil(wanted / runRows);
  return Int32Array.from(
    { length: runs * runRows },
    (_, i) => Math.floor((Math.floor(i / runRows) * rowCount) / runs) + (i % runRows),
  );
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
