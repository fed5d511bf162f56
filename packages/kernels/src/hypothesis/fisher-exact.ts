import { logGamma } from '../distributions/log-gamma.ts';
import { exp } from '../math/exp.ts';

/** Tables as likely as the one seen count as seen, whatever the last bits say. */
const slack = 1e-7;

/**
 * The two-sided p-value of a table of two by two counts with fixed margins: the chance of all tables that are at most as
 * likely as [[a, b], [c, d]]. Whole numbers from 0. Time goes with the smallest margin. Fisher 1922.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const [firstRow, firstColumn, n] = [a + b, a + c, a + b + c + d];
  const least = Math.max(0, firstRow + firstColumn - n);
  const most = Math.min(firstRow, firstColumn);
  const margins =
    logFactorial(firstRow) +
    logFactorial(n - firstRow) +
    logFactorial(firstColumn) +
    logFactorial(n - firstColumn) -
    logFactorial(n);
  const chance = (x: number): number =>
    exp(
      margins -
        logFactorial(x) -
        logFactorial(firstRow - x) -
        logFactorial(firstColumn - x) -
        logFactorial(n - firstRow - firstColumn + x),
    );
  const seen = chance(a) * (1 + slack);
  let sum = 0;
  for (let x = least; x <= most; x++) {
    const one = chance(x);
    if (one <= seen) sum += one;
  }
  return Math.min(1, sum);
}

function logFactorial(count: number): number {
  return logGamma(count + 1);
}
