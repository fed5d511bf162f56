/**
 * A convex loss of `outputs` margins a row, with its second derivatives. Margins come as one array an output for the rows
 * [start, start + length of the arrays); `curvature` is rowCount * outputs numbers that only the loss itself reads.
 */
export interface MarginLoss {
  readonly outputs: number;
  loss(margins: readonly Float64Array[], start: number): number;
  /** As `loss`; puts the derivatives in place of the margins and notes the rows' curvature. */
  differentiate(margins: readonly Float64Array[], start: number, curvature: Float64Array): number;
  /** Puts second derivative times direction in place of the directions. */
  curve(directions: readonly Float64Array[], start: number, curvature: Float64Array): void;
  /** Second derivative to the margin of one output, one a row. */
  ownCurvature(curvature: Float64Array, output: number): Float64Array;
  /** A displacement of all margins, 0 at first. */
  displacement(curvature: Float64Array): Displacement;
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
