import type { FeatureMatrix } from '../../estimator.ts';
import { addColumns, dotColumns } from './column-products.ts';
import type { Column, Displacement, MarginLoss } from './margin-loss.ts';
import type { SmoothObjective, SmoothPoint } from './smooth-objective.ts';

/** Rows worked on at once: the block of the matrix stays in the second-level cache between its two readings. */
const blockRows = 1024;

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
  const block = Array.from({ length: outputs }, () => new Float64Array(Math.min(blockRows, rowCount)));
  const meanOf = (f: number): number => means[columns[f] as number] as number;
  const isPenalised = (j: number): boolean => j % (p + 1) !== p;

  const penalty = (theta: Float64Array): number => {
    let sum = 0;
    for (let j = 0; j < size; j++) if (isPenalised(j)) sum += (theta[j] as number) * (theta[j] as number);
    return (l2 / 2) * sum;
  };
  /** Calls back with the margins of each block of rows, in order. */
  const eachBlock = (theta: Float64Array, use: (margins: readonly Float64Array[], start: number) => void): void => {
    // Under an L1 penalty most coefficients are 0.
    const parts = Array.from({ length: outputs }, (_, output) => {
      const own = theta.subarray(output * (p + 1), output * (p + 1) + p);
      const used = new Int32Array(p);
      const coefficients = new Float64Array(p);
      let count = 0;
      let shift = theta[output * (p + 1) + p] as number;
      for (let f = 0; f < p; f++) {
        const coefficient = own[f] as number;
        if (coefficient === 0) continue;
        used[count] = columns[f] as number;
        coefficients[count++] = coefficient;
        shift -= coefficient * meanOf(f);
      }
      return { used: used.subarray(0, count), coefficients, shift };
    });
    for (let start = 0; start < rowCount; start += blockRows) {
      const margins = parts.map(({ used, coefficients, shift }, output) => {
        const own = (block[output] as Float64Array).subarray(0, Math.min(blockRows, rowCount - start)).fill(shift);
        addColumns(values, rowCount, used, coefficients, start, own);
        return own;
      });
      use(margins, start);
    }
  };
  /** Adds the columns times `rows` of a block to a vector like theta. */
  const project = (rows: readonly Float64Array[], start: number, into: Float64Array): void => {
    for (const [output, own] of rows.entries()) {
      const from = output * (p + 1);
      dotColumns(values, rowCount, columns, start, own, into.subarray(from, from + p));
      let sum = 0;
      for (const value of own) sum += value;
      for (let f = 0; f < p; f++) (into[from + f] as number) -= sum * meanOf(f);
      (into[from + p] as number) += sum;
    }
  };
  const columnOf = (j: number): Column => {
    const f = j % (p + 1);
    // The intercept's column is 0 less a mean of -1.
    if (f === p) return { values: new Float32Array(rowCount), start: 0, mean: -1 };
    return { values, start: (columns[f] as number) * rowCount, mean: meanOf(f) };
  };
  const penaltySlope = (theta: Float64Array): Float64Array =>
    theta.map((value, j) => (isPenalised(j) ? l2 * value : 0));

  return {
    outputs,
    columnCount: p,
    isPenalised,
    loss(theta) {
      let total = penalty(theta);
      eachBlock(theta, (margins, start) => {
        total += loss.loss(margins, start);
      });
      return total;
    },
    at(theta) {
      const curvature = new Float64Array(rowCount * outputs);
      const gradient = penaltySlope(theta);
      let total = penalty(theta);
      eachBlock(theta, (margins, start) => {
        total += loss.differentiate(margins, start, curvature);
        project(margins, start, gradient);
      });
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
      eachBlock(direction, (rows, start) => {
        loss.curve(rows, start, curvature);
        project(rows, start, product);
      });
      return product;
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
