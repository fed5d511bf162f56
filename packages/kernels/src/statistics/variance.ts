import { mean } from './mean.ts';

/** Sample variance (divisor n - 1); NaN below two values. Corrected two-pass algorithm (Chan, Golub, LeVeque 1983). */
export function variance(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let squares = 0;
  let rest = 0;
  for (const value of values) {
    const deviation = value - centre;
    squares += deviation * deviation;
    rest += deviation;
  }
  return (squares - (rest * rest) / values.length) / (values.length - 1);
}
