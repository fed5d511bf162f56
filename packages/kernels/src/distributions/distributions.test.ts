import { expect, test } from 'vitest';
import { chiSquareSurvival } from './chi-square-survival.ts';
import reference from './distributions.reference.json' with { type: 'json' };
import { kolmogorovSurvival } from './kolmogorov-survival.ts';
import { logGamma } from './log-gamma.ts';
import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Relative, and absolute near 0. */
function expectClose(actual: number, expected: number, tolerance: number, what: string): void {
  expect(Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300), what).toBeLessThanOrEqual(tolerance);
}

test('the normal distribution agrees with SciPy, far into the tail', () => {
  for (const [x, p] of reference.normalCdf) expectClose(normalCdf(x!), p!, 1e-12, `cdf ${x}`);
  for (const [p, x] of reference.normalQuantile) {
    if (x === 0) expect(normalQuantile(p!)).toBe(0);
    else expectClose(normalQuantile(p!), x!, 1e-14, `quantile ${p}`);
  }
  expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1)]).toEqual([-Infinity, Infinity, Number.NaN]);
  expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(Number.NaN)]).toEqual([0, 1, Number.NaN]);
});

test('the chi-square distribution agrees with SciPy', () => {
  for (const [statistic, degrees, p] of reference.chiSquareSurvival)
    expectClose(chiSquareSurvival(statistic!, degrees!), p!, 1e-12, `${statistic} on ${degrees}`);
  expect([chiSquareSurvival(0, 3), chiSquareSurvival(Infinity, 3), chiSquareSurvival(5, 0)]).toEqual([1, 0, 1]);
});

test('the Kolmogorov distribution agrees with SciPy', () => {
  for (const [x, p] of reference.kolmogorovSurvival) expectClose(kolmogorovSurvival(x!), p!, 1e-13, `${x}`);
  expect([kolmogorovSurvival(0), kolmogorovSurvival(Number.NaN)]).toEqual([1, Number.NaN]);
});

test('the logarithm of the gamma function agrees with SciPy', () => {
  for (const [x, value] of reference.logGamma)
    expect(Math.abs(logGamma(x!) - value!) / Math.max(1, Math.abs(value!)), `${x}`).toBeLessThan(2e-14);
});
