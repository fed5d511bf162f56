import type { ValueDistribution } from '../value-distribution.ts';
import type { ShapeFact } from './shape-fact.ts';
import { sampleOf } from './transform-fact.ts';

const mostDecimals = 6;
const leastDistinct = 30;
/** A share must be so many times what is expected, so much above it, and so many standard errors. */
const leastTimes = 2;
const leastExcess = 0.1;
const leastErrors = 6;
const leastSpanSteps = 10;
const leastDigitShare = 0.25;

/**
 * Heaping: far more rows at multiples of 5, 10, 50, 100, ... units of the last place than there would be by chance, which comes of people who
 * round; and else a preferred last digit. Of values other than 0. Nothing for numbers with more than six decimals.
 */
export function digitFacts(distribution: ValueDistribution): readonly ShapeFact[] {
  const { values, counts } = distribution;
  if (values.length < leastDistinct) return [];
  const decimals = decimalsOf(values);
  if (decimals === undefined) return [];
  const scale = Number(`1e${decimals}`);
  const units = values.map((value) => Math.round(value * scale));
  const grain = units.reduce(greatestDivisor, 0);
  const span = ((units.at(-1) ?? 0) - (units[0] ?? 0)) / grain;
  // Zeros are a matter of their own, and a multiple of everything.
  let rows = 0;
  const ofDigit = new Float64Array(10);
  const steps = stepsWithin(span).map((step) => ({ step, rows: 0 }));
  for (let i = 0; i < units.length; i++) {
    const unit = Math.abs(units[i] as number) / grain;
    if (unit === 0) continue;
    const count = counts[i] as number;
    rows += count;
    ofDigit[unit % 10] = (ofDigit[unit % 10] as number) + count;
    for (const entry of steps) {
      if (unit % entry.step !== 0) continue;
      entry.rows += count;
    }
  }
  const facts = { n: rows, sample: Math.min(rows, sampleOf(distribution)) };
  const errorOf = (expected: number): number => Math.sqrt((expected * (1 - expected)) / facts.sample);
  const heaps = steps
    .map((entry) => ({ step: entry.step, share: entry.rows / rows, expected: 1 / entry.step }))
    .filter(
      ({ share, expected }) =>
        share >= leastTimes * expected &&
        share - expected >= leastExcess &&
        share - expected >= leastErrors * errorOf(expected),
    )
    .sort((a, b) => b.share - b.expected - (a.share - a.expected));
  const [heap] = heaps;
  if (heap !== undefined)
    return [
      { type: 'heaping', value: heap.share, ...facts, step: (heap.step * grain) / scale, expected: heap.expected },
    ];
  if (span < 10 * leastSpanSteps || grain !== 1) return [];
  const digit = ofDigit.reduce((best, count, i) => (count > (ofDigit[best] as number) ? i : best), 0);
  const share = (ofDigit[digit] as number) / rows;
  if (share < leastDigitShare || share - 0.1 < leastErrors * errorOf(0.1)) return [];
  return [{ type: 'digitPreference', value: share, ...facts, digit, decimals }];
}

/** 5, 10, 50, 100, ... of which at least ten fit into the span. */
function stepsWithin(span: number): readonly number[] {
  const steps: number[] = [];
  for (let power = 1; power * 5 * leastSpanSteps <= span; power *= 10) {
    steps.push(5 * power);
    if (power * 10 * leastSpanSteps <= span) steps.push(10 * power);
  }
  return steps;
}

/** Decimals after which all values are whole; undefined beyond six, or beyond what a double tells apart. */
function decimalsOf(values: Float64Array): number | undefined {
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values.at(-1) ?? 0));
  let decimals = 0;
  for (const value of values) {
    while (!isWholeAt(value, decimals)) if (++decimals > mostDecimals) return undefined;
  }
  return largest * Number(`1e${decimals}`) < 2 ** 50 ? decimals : undefined;
}

/** Whether a value is the double nearest to a decimal number with so many places. */
function isWholeAt(value: number, decimals: number): boolean {
  const scale = Number(`1e${decimals}`);
  return Math.round(value * scale) / scale === value;
}

function greatestDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
