/** Count, mean and the sums of the second, third and fourth powers of the deviations from it. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** What the rounding of `mean` left: without it, parts of a column of large close numbers would merge to another variance. */
  readonly meanRest: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export const noMoments: Moments = { n: 0, mean: 0, meanRest: 0, m2: 0, m3: 0, m4: 0 };

/**
 * Moments from sums about a first mean `centre`, `rest` being the sum of the deviations that its rounding left: the corrected
 * two-pass algorithm (Chan, Golub and LeVeque 1983), taken on to the fourth power.
 */
export function centredMoments(
  n: number,
  centre: number,
  sums: { readonly rest: number; readonly second: number; readonly third: number; readonly fourth: number },
): Moments {
  if (n === 0) return noMoments;
  const { rest, second, third, fourth } = sums;
  const shift = rest / n;
  const square = shift * shift;
  return {
    n,
    ...twoSum(centre, shift),
    m2: second - n * square,
    m3: third - 3 * shift * second + 2 * n * square * shift,
    m4: fourth - 4 * shift * third + 6 * square * second - 3 * n * square * square,
  };
}

/** The moments of two parts together (Pébay 2008). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const delta = b.mean - a.mean + (b.meanRest - a.meanRest);
  const [shareA, shareB] = [a.n / n, b.n / n];
  const square = delta * delta;
  const both = a.n * shareB;
  return {
    n,
    ...twoSum(a.mean, a.meanRest + delta * shareB),
    m2: a.m2 + b.m2 + square * both,
    m3: a.m3 + b.m3 + square * delta * both * (shareA - shareB) + 3 * delta * (shareA * b.m2 - shareB * a.m2),
    m4:
      a.m4 +
      b.m4 +
      square * square * both * (shareA * shareA - shareA * shareB + shareB * shareB) +
      6 * square * (shareA * shareA * b.m2 + shareB * shareB * a.m2) +
      4 * delta * (shareA * b.m3 - shareB * a.m3),
  };
}

/** A sum and what its rounding left (Knuth 1969). */
function twoSum(a: number, b: number): { readonly mean: number; readonly meanRest: number } {
  const mean = a + b;
  const added = mean - a;
  return { mean, meanRest: a - (mean - added) + (b - added) };
}

/** Sample standard deviation (divisor n - 1); NaN below two values. */
export function standardDeviation({ n, m2 }: Moments): number {
  return n < 2 ? Number.NaN : Math.sqrt(Math.max(0, m2) / (n - 1));
}

/** Sample skewness G1 (Joanes and Gill 1998), as pandas gives it; NaN below three values and where all are equal. */
export function skewness({ n, m2, m3 }: Moments): number {
  if (n < 3 || !(m2 > 0)) return Number.NaN;
  const spread = m2 / n;
  return ((m3 / n / (spread * Math.sqrt(spread))) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** Sample excess kurtosis G2 (Joanes and Gill 1998), 0 for a normal one, as pandas gives it; NaN below four values and where all are equal. */
export function kurtosis({ n, m2, m4 }: Moments): number {
  if (n < 4 || !(m2 > 0)) return Number.NaN;
  const excess = (m4 * n) / (m2 * m2) - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
}
