import { kolmogorovSurvival } from '../distributions/kolmogorov-survival.ts';

export interface OneSampleKolmogorov {
  /** Largest distance between the share of values at or below a point and the distribution there. */
  readonly statistic: number;
  readonly pValue: number;
}

/** Above this the exact law is dear, and the limit law with Stephens' correction is within half a percent point of it. */
const mostForExact = 140;

/**
 * Two-sided test of ascending values without NaN against a distribution function. Exact for few values (Marsaglia, Tsang
 * and Wang 2003), the limit law with Stephens' correction (1970) for more. Without values: statistic NaN, p-value 1.
 */
export function kolmogorovOneSample(
  sorted: Float64Array,
  distribution: (value: number) => number,
): OneSampleKolmogorov {
  const count = sorted.length;
  if (count === 0) return { statistic: Number.NaN, pValue: 1 };
  let statistic = 0;
  for (let i = 0; i < count; i++) {
    const share = distribution(sorted[i] as number);
    statistic = Math.max(statistic, (i + 1) / count - share, share - i / count);
  }
  const root = Math.sqrt(count);
  const limit = () => kolmogorovSurvival((root + 0.12 + 0.11 / root) * statistic);
  return { statistic, pValue: count > mostForExact ? limit() : 1 - exactLaw(count, statistic) };
}

/** The chance that the statistic of `count` uniform values is below `distance`. */
function exactLaw(count: number, distance: number): number {
  if (distance >= 1) return 1;
  const middle = Math.floor(count * distance) + 1;
  const size = 2 * middle - 1;
  const rest = middle - count * distance;
  const step = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) step[i * size + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < size; i++) {
    step[i * size] = (step[i * size] as number) - power(rest, i + 1);
    step[(size - 1) * size + i] = (step[(size - 1) * size + i] as number) - power(rest, size - i);
  }
  if (2 * rest - 1 > 0) step[(size - 1) * size] = (step[(size - 1) * size] as number) + power(2 * rest - 1, size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let g = 2; g <= i - j + 1; g++) step[i * size + j] = (step[i * size + j] as number) / g;
  const { matrix, scale } = matrixPower({ matrix: step, scale: 0 }, size, count);
  let chance = matrix[(middle - 1) * size + middle - 1] as number;
  let exponent = scale;
  for (let i = 1; i <= count; i++) {
    chance = (chance * i) / count;
    if (chance < 1 / large) {
      chance *= large;
      exponent--;
    }
  }
  for (; exponent > 0; exponent--) chance *= large;
  for (; exponent < 0; exponent++) chance /= large;
  return Math.min(1, Math.max(0, chance));
}

/** A matrix times a power of `large`, so that no entry overflows. */
interface Scaled {
  readonly matrix: Float64Array;
  readonly scale: number;
}
const large = 1e140;

function matrixPower(base: Scaled, size: number, exponent: number): Scaled {
  if (exponent === 1) return base;
  const half = matrixPower(base, size, Math.floor(exponent / 2));
  const square = scaled(multiply(half.matrix, half.matrix, size), 2 * half.scale, size);
  if (exponent % 2 === 0) return square;
  return scaled(multiply(base.matrix, square.matrix, size), base.scale + square.scale, size);
}

function scaled(matrix: Float64Array, scale: number, size: number): Scaled {
  const centre = Math.floor(size / 2);
  if ((matrix[centre * size + centre] as number) <= large) return { matrix, scale };
  return { matrix: matrix.map((entry) => entry / large), scale: scale + 1 };
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++)
        product[i * size + j] = (product[i * size + j] as number) + factor * (b[k * size + j] as number);
    }
  return product;
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}
