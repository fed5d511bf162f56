import { cholesky, type DesignMatrix, designMatrix, solveCholesky, weightedGram } from '@tend/kernels';
import type { FeatureMatrix } from '../../estimator.ts';
import type { ColumnMoments } from './column-moments.ts';
import { type MarginLoss, pick } from './margin-loss.ts';
import { marginTerms } from './margin-terms.ts';

/** Columns up to which a Hessian is formed and factored. */
export const mostColumnsToFactor = 512;
/** Rows of the sample a column, at least and at most: the error of the estimate is about the square root of 1 over it. */
const [fewestPerColumn, mostPerColumn] = [50, 400];
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
  const rows = sampledRows(x.rowCount, p, loss.hasFixedCurvature ? 10 : 1);
  const count = rows?.length ?? x.rowCount;
  const values = rows === undefined ? x.values : sampledValues(x, columns, rows);
  const places = rows === undefined ? columns : Int32Array.from(columns.keys());
  const centres = pick(means, columns);
  const gram = weightedGram(values, count, places, centres);
  const own = rows === undefined ? loss : loss.on(rows);
  const sampleWeight = rows === undefined ? weight : pick(weight, rows);
  const share = sum(weight) / sum(sampleWeight);
  const scale = rows === undefined ? undefined : scales();
  let design: DesignMatrix | undefined;

  /** Square roots of how much further all rows spread than the sample does; 0 where the sample is all alike. */
  function scales(): Float64Array {
    const result = new Float64Array(p + 1).fill(1);
    for (let f = 0; f < p; f++) {
      let spread = 0;
      for (let i = 0; i < count; i++) {
        const value = (values[f * count + i] as number) - (centres[f] as number);
        spread += (sampleWeight[i] as number) * value * value;
      }
      result[f] = spread > 0 ? Math.sqrt((deviations[columns[f] as number] as number) / (share * spread)) : 0;
    }
    return result;
  }

  /** The curvature of the sampled rows at theta. */
  const curvatureAt = (theta: Float64Array): Float64Array => {
    const curvature = new Float64Array(count * outputs);
    const { coefficients, shifts } = marginTerms(theta, outputs, centres);
    design ??= designMatrix(values, count, places, outputs);
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
  let fixed: HessianSolve | undefined;
  return (theta) => {
    if (fixed !== undefined) return fixed;
    const curvature = loss.hasFixedCurvature ? sampleWeight : curvatureAt(theta);
    const factors = Array.from({ length: outputs }, (_, output) => factor(own.ownCurvature(curvature, output)));
    const solve: HessianSolve = (b) => {
      const result = centred(b, outputs);
      for (const [output, lower] of factors.entries()) {
        const from = output * (p + 1);
        result.set(solveCholesky(lower, result.subarray(from, from + p + 1)), from);
      }
      return centred(result, outputs);
    };
    if (loss.hasFixedCurvature) fixed = solve;
    return solve;
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

/** Rows in evenly spread runs, whose estimate costs about that many passes over the data; undefined where all are not many more. */
function sampledRows(rowCount: number, columnCount: number, passes: number): Int32Array | undefined {
  const alike = (3 * passes * rowCount) / Math.max(1, columnCount);
  const most = mostPerColumn * columnCount * passes ** 2;
  const wanted = Math.max(fewestRows, fewestPerColumn * columnCount, Math.min(most, alike));
  if (2 * wanted >= rowCount) return undefined;
  const runs = Math.ceil(wanted / runRows);
  const rows = new Int32Array(runs * runRows);
  for (let run = 0, i = 0; run < runs; run++)
    for (let k = 0; k < runRows; k++) rows[i++] = Math.floor((run * rowCount) / runs) + k;
  return rows;
}

function sampledValues(x: FeatureMatrix, columns: Int32Array, rows: Int32Array): Float32Array {
  const values = new Float32Array(columns.length * rows.length);
  let to = 0;
  for (const column of columns)
    for (let i = 0, from = column * x.rowCount; i < rows.length; i++)
      values[to++] = x.values[from + (rows[i] as number)] as number;
  return values;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
