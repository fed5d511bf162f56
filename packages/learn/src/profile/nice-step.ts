/** 1, 2, 2.5 or 5 times a power of ten, as whole numbers: `step = mantissa * 10^exponent`. */
export interface NiceStep {
  readonly mantissa: number;
  readonly exponent: number;
}

const mantissas = [10, 20, 25, 50] as const;

/** The smallest nice step that is at least `width`; a whole number where `isWhole`. `width` must be positive and finite. */
export function niceStep(width: number, isWhole: boolean): NiceStep {
  const least = isWhole ? Math.max(1, width) : width;
  let exponent = -1;
  while (scaled(50, exponent) < least) exponent++;
  while (scaled(50, exponent - 1) >= least) exponent--;
  for (const mantissa of mantissas) {
    const step = { mantissa, exponent };
    if (scaled(mantissa, exponent) < least) continue;
    if (!isWhole || Number.isInteger(scaled(mantissa, exponent))) return step;
  }
  return { mantissa: 10, exponent: exponent + 1 };
}

/** `index` steps, rounded once: 3 steps of 0.1 are 0.3. */
export function stepsFromZero({ mantissa, exponent }: NiceStep, index: number): number {
  return scaled(mantissa * index, exponent);
}

function scaled(whole: number, exponent: number): number {
  // Powers up to 10^22 are exact; beyond, at most a few units in the last place.
  let power = 1;
  for (let i = 0; i < Math.abs(exponent); i++) power *= 10;
  return exponent < 0 ? whole / power : whole * power;
}
