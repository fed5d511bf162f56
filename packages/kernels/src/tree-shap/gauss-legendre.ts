/** Nodes and weights that integrate polynomials over 0 to 1: the sum of weight[k] * f(node[k]). */
export interface Quadrature {
  readonly node: Float64Array;
  readonly weight: Float64Array;
}

/** The Gauss-Legendre rule of `count` nodes, ascending: exact for polynomials of degree 2 count - 1. */
export function gaussLegendre(count: number): Quadrature {
  const node = new Float64Array(count);
  const weight = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    // Tricomi's first guess; Newton's steps double its digits.
    let x = -Math.cos((Math.PI * (k + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step++) {
      const at = legendre(count, x);
      slope = at.slope;
      x -= at.value / slope;
    }
    node[k] = (1 + x) / 2;
    weight[k] = 1 / ((1 - x * x) * slope * slope);
  }
  return { node, weight };
}

/** The Legendre polynomial of a degree above 0 and its slope, by the recurrence in the degree. */
function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let before = 1;
  let value = x;
  for (let n = 2; n <= degree; n++) {
    const next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
    before = value;
    value = next;
  }
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
