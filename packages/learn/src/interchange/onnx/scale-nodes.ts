import { normalQuantileRatios } from '@tend/kernels';
import type { PowerScaleLearned } from '../../recipe/steps/power-scale.ts';
import { type QuantileScaleLearned, quantileScaleBounds } from '../../recipe/steps/quantile-scale.ts';
import type { NumberNodes } from './number-nodes.ts';

/** A power of the number, standardised, in float64; missing stays missing. */
export function powerScaleNodes(
  b: NumberNodes,
  { method, lambda, centre, spread }: PowerScaleLearned,
  value: string,
): string {
  const isMissing = b.isMissing(value);
  const present = b.where(isMissing, b.number(1), value);
  const standardised = (made: string): string =>
    held(b, b.divide(b.subtract(held(b, made), b.number(centre)), b.number(spread)));
  if (method === 'boxCox') {
    const isBelow = b.lessOrEqual(present, b.number(0));
    const made = standardised(power(b, b.log(b.where(isBelow, b.number(1), present)), lambda));
    return b.where(b.either(isMissing, isBelow), b.number(Number.NaN), made);
  }
  const isBelow = b.less(present, b.number(0));
  const logarithm = b.log(b.add(b.number(1), b.size(present)));
  const below = b.subtract(b.number(0), power(b, logarithm, 2 - lambda));
  return b.where(isMissing, b.number(Number.NaN), standardised(b.where(isBelow, below, power(b, logarithm, lambda))));
}

/** (e to the power lambda x logarithm, less 1) / lambda, and its limit where lambda is 0. */
function power(b: NumberNodes, logarithm: string, lambda: number): string {
  if (Math.abs(lambda) < 2 ** -52) return logarithm;
  const grown = b.exp(b.multiply(b.number(lambda), logarithm));
  return b.divide(b.subtract(grown, b.number(1)), b.number(lambda));
}

function held(b: NumberNodes, value: string): string {
  return b.within(value, -Number.MAX_VALUE, Number.MAX_VALUE);
}

/** The place among quantiles, from 0 to 1 or as a normal number, in float64; missing stays missing. */
export function quantileScaleNodes(b: NumberNodes, { quantiles, shape }: QuantileScaleLearned, value: string): string {
  const last = quantiles.length - 1;
  const [least, most] = [quantiles[0] as number, quantiles[last] as number];
  const isMissing = b.isMissing(value);
  const present = b.where(isMissing, b.number(least), value);
  const { slack, lowest, highest } = quantileScaleBounds(shape);
  const isBelow = b.either(
    b.less(b.subtract(present, b.number(slack)), b.number(least)),
    b.equal(present, b.number(least)),
  );
  const isAbove = b.either(b.less(b.number(most), b.add(present, b.number(slack))), b.equal(present, b.number(most)));
  const row = b.row(quantiles);
  const between = (isCounted: string): string => {
    const above = b.within(b.sum(b.asDouble(isCounted)), 1, last);
    const below = b.subtract(above, b.number(1));
    const [low, high] = [b.lookUp(quantiles, below), b.lookUp(quantiles, above)];
    // Equal neighbours are counted at the ends only, where the answer is another.
    const width = b.subtract(high, low);
    const isFlat = b.equal(width, b.number(0));
    return b.add(below, b.divide(b.subtract(present, low), b.where(isFlat, b.number(1), width)));
  };
  const middle = b.divide(
    b.add(between(b.lessOrEqual(row, present)), between(b.less(row, present))),
    b.number(2 * last),
  );
  const share = b.where(isBelow, b.number(0), b.where(isAbove, b.number(1), middle));
  const made =
    shape === 'uniform'
      ? share
      : b.where(
          isBelow,
          b.number(lowest),
          b.where(
            isAbove,
            b.number(highest),
            b.within(normalQuantileNodes(b, b.within(share, 2 ** -60, 1 - 2 ** -53)), lowest, highest),
          ),
        );
  return b.where(isMissing, b.number(Number.NaN), made);
}

/** The standard normal quantile of a share above 0 and below 1, as `normalQuantile` computes it. */
function normalQuantileNodes(b: NumberNodes, share: string): string {
  const { centre, middle, tail } = normalQuantileRatios;
  const q = b.subtract(share, b.number(0.5));
  const isLow = b.less(q, b.number(0));
  const inner = b.multiply(q, ratio(b, centre, b.subtract(b.number(0.180625), b.multiply(q, q))));
  const outside = b.where(isLow, share, b.subtract(b.number(1), share));
  const r = b.squareRoot(b.subtract(b.number(0), b.log(outside)));
  const size = b.where(
    b.lessOrEqual(r, b.number(5)),
    ratio(b, middle, b.subtract(r, b.number(1.6))),
    ratio(b, tail, b.subtract(r, b.number(5))),
  );
  const outer = b.where(isLow, b.subtract(b.number(0), size), size);
  return b.where(b.lessOrEqual(b.size(q), b.number(0.425)), inner, outer);
}

function ratio(b: NumberNodes, [above, below]: readonly [readonly number[], readonly number[]], x: string): string {
  const polynomial = ([first = 0, ...others]: readonly number[]): string =>
    others.reduce((value, coefficient) => b.add(b.multiply(value, x), b.number(coefficient)), b.number(first));
  return b.divide(polynomial(above), polynomial(below));
}
