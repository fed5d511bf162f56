import { type DesignBlock, designMatrix, weightedGram } from '@tend/kernels';
import type { FeatureMatrix } from '../../estimator.ts';
import { type Column, type Displacement, type MarginLoss, pick } from './margin-loss.ts';
import { marginTerms } from './margin-terms.ts';
import { mostColumnsToFactor } from './sample-hessian.ts';
import type { SmoothObjective, SmoothPoint } from './smooth-objective.ts';

/**
 * Sum of a loss over rows + l2 / 2 * |coefficients|^2. theta holds, for each output, the coefficients of the columns and
 * then the intercept, which no penalty touches. Columns are measured from their means, so that intercepts and
 * coefficients hardly interact; the matrix itself is left alone.
 */
export interface PenalisedObjective extends SmoothObjective {
  readonly outputs: number;
  readonly columnCount: number;
  /** Whether theta[j] is a coefficient. */
  isPenalised(j: number): boolean;
  /** The Hessian (symmetric, row-major) where there is one output and it is small enough to be formed. */
  hessian(point: SmoothPoint): Float64Array | undefined;
  /** The quadratic model at a point, for descent along one coordinate after another. */
  model(point: SmoothPoint): CoordinateModel;
  /** The same objective where all other columns have the coefficient 0; `columns` are positions in this one. */
  on(columns: Int32Array): PenalisedObjective;
}

/** A displacement of theta, 0 at first. */
export interface CoordinateModel {
  /** Coordinate j of Hessian times displacement. */
  slope(j: number): number;
  move(j: number, step: number): void;
}

/** The objective of `loss` on the given columns of `x`, whose means are `means` (one a column of `x`). */
export function penalisedObjective(
  x: FeatureMatrix,
  columns: Int32Array,
  means: Float64Array,
  loss: MarginLoss,
  l2: number,
): PenalisedObjective {
  const { rowCount, values } = x;
  const { outputs } = loss;
  const p = columns.length;
  const size = outputs * (p + 1);
  const design = designMatrix(values, rowCount, columns, outputs);
  let gram: ReturnType<typeof weightedGram> | undefined;
  let fixed: Float64Array | undefined;
  const centres = pick(means, columns);
  const meanOf = (f: number): number => centres[f] as number;
  const isPenalised = (j: number): boolean => j % (p + 1) !== p;

  const penalty = (theta: Float64Array): number => {
    let sum = 0;
    for (let j = 0; j < size; j++) if (isPenalised(j)) sum += (theta[j] as number) * (theta[j] as number);
    return (l2 / 2) * sum;
  };
  /** Calls back with each block of rows, in order, with the margins of theta. */
  const eachBlock = (theta: Float64Array, use: (block: DesignBlock) => void): void => {
    const { coefficients, shifts } = marginTerms(theta, outputs, centres);
    for (let index = 0; index < design.blockCount; index++) use(design.block(index, coefficients, shifts));
  };
  /** Adds the columns times the margins of all blocks, which `derive` changes in place, to a vector like theta. */
  const project = (theta: Float64Array, derive: (block: DesignBlock) => void, into: Float64Array): void => {
    const products = new Float64Array(outputs * p);
    const sums = new Float64Array(outputs);
    eachBlock(theta, (block) => {
      derive(block);
      block.project(products);
      for (const [output, own] of block.margins.entries()) {
        let sum = 0;
        for (let i = 0; i < own.length; i++) sum += own[i] as number;
        (sums[output] as number) += sum;
      }
    });
    for (let output = 0; output < outputs; output++) {
      const from = output * (p + 1);
      const sum = sums[output] as number;
      for (let f = 0; f < p; f++) (into[from + f] as number) += (products[output * p + f] as number) - sum * meanOf(f);
      (into[from + p] as number) += sum;
    }
  };
  const columnOf = (j: number): Column => {
    const f = j % (p + 1);
    // The intercept's column is 0 less a mean of -1.
    if (f === p) return { values: new Float32Array(rowCount), start: 0, mean: -1 };
    return { values, start: (columns[f] as number) * rowCount, mean: meanOf(f) };
  };
  const penaltySlope = (theta: Float64Array): Float64Array => {
    const slope = new Float64Array(size);
    for (let from = 0; from < size; from += p + 1)
      for (let j = from; j < from + p; j++) slope[j] = l2 * (theta[j] as number);
    return slope;
  };

  return {
    outputs,
    columnCount: p,
    isPenalised,
    loss(theta) {
      let total = penalty(theta);
      eachBlock(theta, (block) => {
        total += loss.differentiate(block);
      });
      return total;
    },
    slope(theta) {
      const gradient = penaltySlope(theta);
      let total = penalty(theta);
      project(
        theta,
        (block) => {
          total += loss.differentiate(block);
        },
        gradient,
      );
      return { loss: total, gradient };
    },
    at(theta) {
      const curvature = new Float64Array(rowCount * outputs);
      const gradient = penaltySlope(theta);
      let total = penalty(theta);
      project(
        theta,
        (block) => {
          total += loss.differentiate(block, curvature);
        },
        gradient,
      );
      return { loss: total, gradient, curvature };
    },
    diagonal({ curvature }) {
      const diagonal = new Float64Array(size);
      for (let output = 0; output < outputs; output++) {
        const own = loss.ownCurvature(curvature, output);
        for (let f = 0; f <= p; f++) {
          const { values: column, start, mean } = columnOf(output * (p + 1) + f);
          let sum = f === p ? 0 : l2;
          for (let r = 0; r < rowCount; r++) {
            const value = (column[start + r] as number) - mean;
            sum += (own[r] as number) * value * value;
          }
          diagonal[output * (p + 1) + f] = sum;
        }
      }
      return diagonal;
    },
    hessianProduct({ curvature }, direction) {
      const product = penaltySlope(direction);
      project(direction, ({ margins, start }) => loss.curve(margins, start, curvature), product);
      return product;
    },
    hessian({ curvature }) {
      if (outputs > 1 || p > mostColumnsToFactor) return undefined;
      if (fixed !== undefined) return fixed;
      gram ??= weightedGram(values, rowCount, columns, centres);
      const hessian = gram(curvature);
      for (let i = 0; i <= p; i++)
        for (let j = 0; j < i; j++) hessian[j * (p + 1) + i] = hessian[i * (p + 1) + j] as number;
      for (let f = 0; f < p; f++) (hessian[f * (p + 2)] as number) += l2;
      if (loss.hasFixedCurvature) fixed = hessian;
      return hessian;
    },
    model({ curvature }) {
      const displacement: Displacement = loss.displacement(curvature);
      const steps = new Float64Array(size);
      const known = Array.from({ length: p + 1 }, (_, f) => columnOf(f));
      const outputOf = (j: number): number => Math.floor(j / (p + 1));
      return {
        slope: (j) =>
          displacement.slope(known[j % (p + 1)] as Column, outputOf(j)) +
          (isPenalised(j) ? l2 * (steps[j] as number) : 0),
        move(j, step) {
          (steps[j] as number) += step;
          displacement.move(known[j % (p + 1)] as Column, outputOf(j), step);
        },
      };
    },
    on: (chosen) =>
      penalisedObjective(
        x,
        chosen.map((f) => columns[f] as number),
        means,
        loss,
        l2,
      ),
  };
}
