/** The value of a smooth convex objective and its gradient. */
export interface Slope {
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** A point of a smooth convex objective: its value, its gradient, and what its Hessian needs. */
export interface SmoothPoint extends Slope {
  /** As the objective wants it. */
  readonly curvature: Float64Array;
}

/** A smooth convex function of theta whose Hessian is never formed. */
export interface SmoothObjective {
  /** The objective alone. */
  loss(theta: Float64Array): number;
  slope(theta: Float64Array): Slope;
  at(theta: Float64Array): SmoothPoint;
  /** Diagonal of the Hessian. */
  diagonal(point: SmoothPoint): Float64Array;
  /** Hessian times `direction`. */
  hessianProduct(point: SmoothPoint, direction: Float64Array): Float64Array;
}

/** Where a minimiser stopped. */
export interface Minimum {
  readonly theta: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}
