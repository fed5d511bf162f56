import type { DesignBlock } from '@tend/kernels';

/**
 * A convex loss of `outputs` margins a row, with its second derivatives. `curvature` is rowCount * outputs numbers that only
 * the loss itself reads.
 */
export interface MarginLoss {
  readonly outputs: number;
  /** Whether second derivatives are the same wherever the margins are. */
  readonly hasFixedCurvature: boolean;
  /** The loss of a block of rows; puts the derivatives in place of its margins and notes the rows' curvature where asked. */
  differentiate(block: DesignBlock, curvature?: Float64Array): number;
  /** Puts second derivative times direction in place of the directions, for the rows from `start` on. */
  curve(directions: readonly Float64Array[], start: number, curvature: Float64Array): void;
  /** Second derivative to the margin of one output, one a row. */
  ownCurvature(curvature: Float64Array, output: number): Float64Array;
  /** A displacement of all margins, 0 at first. */
  displacement(curvature: Float64Array): Displacement;
  /** The loss of these rows alone, in this order. */
  on(rows: Int32Array): MarginLoss;
}

/** A displacement of margins along columns of a matrix, and the slope of the quadratic model it makes. */
export interface Displacement {
  /** Adds `step` times the column to the margins of an output. */
  move(column: Column, output: number, step: number): void;
  /** The column times (second derivative times displacement), for an output. */
  slope(column: Column, output: number): number;
}

/** values[start + row] - mean for each row. */
export interface Column {
  readonly values: Float32Array;
  readonly start: number;
  readonly mean: number;
}

/** The given rows of a vector with one number a row. */
export function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i] as number] as number;
  return picked;
}
