import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnScanner, columnScanner } from './column-scanner.ts';

const scanners: readonly (readonly [string, ColumnScanner])[] = [
  ['compiled', columnScanner('compiled')],
  ['plain', columnScanner('plain')],
];

/** More than one block, with missing numbers, and repeats of some. */
function longColumn(numberOf: (row: number) => number): Float64Array {
  return Float64Array.from({ length: 30_011 }, (_, row) => (row % 7 === 3 ? Number.NaN : numberOf(row)));
}
const whole = longColumn((row) => (row * 7919) % 9000);
const wide = longColumn((row) => ((row * 7919) % 15_000) / 7 + 1e9);
/** Half of the rows hold one number, so that one part is larger than all others together. */
const skewed = longColumn((row) => (row % 2 === 0 ? 0.25 : row / 3));

function countsOf(values: Float64Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value + 0, (counts.get(value + 0) ?? 0) + 1);
  return counts;
}

describe.each(scanners)('the %s scanner', (_, scanner) => {
  it.each([
    ['whole', whole],
    ['wide', wide],
    ['skewed', skewed],
  ])('finds what plain loops find in a %s column', (__, values) => {
    const known = values.filter((value) => !Number.isNaN(value));
    const ascending = known.slice().sort();
    const summary = scanner.summarise(values);
    expect(summary).toEqual({ knownCount: known.length, low: ascending[0], high: ascending.at(-1) });
    const sum = known.reduce((total, value) => total + value, 0);
    expect(scanner.sum(values)).toBe(sum);
    const mean = sum / known.length;
    expect(scanner.sumSquares(values, mean)).toBe(known.reduce((total, value) => total + (value - mean) ** 2, 0));
    const range = { least: ascending[5000]!, most: ascending[20_000]!, isStrictMax: true };
    const outside = known.filter((value) => value < range.least || value >= range.most).length;
    expect(scanner.countOutside(values, range)).toBe(outside);
    const ranks = [0, 12_000, 6000, 18_000, known.length - 1];
    const select = scanner.orderStatistics(values, summary);
    expect(select(ranks)).toEqual(ranks.map((rank) => ascending[rank]));
    expect(select([12_001])).toEqual([ascending[12_001]]);

    const counts = countsOf(values);
    const distinct = scanner.countDistinct(values, summary);
    expect(distinct.values.length).toBe(counts.size);
    expect(new Map(Array.from(distinct.values, (value, i) => [value, distinct.counts[i]]))).toEqual(counts);
    const repeated = [...counts].filter(([, count]) => count > 1);
    expect(scanner.findRepeats(values, summary)).toEqual({
      distinctCount: counts.size,
      repeated: Float64Array.from(repeated, ([value]) => value).sort(),
      rowCount: repeated.reduce((rows, [, count]) => rows + count, 0),
    });
  });

  it('counts codes of few and of many texts', () => {
    for (const size of [3, 5000]) {
      const codes = Int32Array.from({ length: 20_003 }, (__, row) => (row % 11 === 0 ? -1 : (row * 31) % size));
      const expected = new Uint32Array(size);
      for (const code of codes) if (code >= 0) expected[code]! += 1;
      const knownCount = codes.filter((code) => code >= 0).length;
      expect(scanner.countCodes(codes, size)).toEqual({ counts: expected, knownCount });
    }
  });

  it('takes 0 and -0 for one number, and columns without any', () => {
    const zeros = Float64Array.of(-0, 0, -0.5, 0.5);
    const summary = scanner.summarise(zeros);
    expect(scanner.findRepeats(zeros, summary)).toEqual({
      distinctCount: 3,
      repeated: Float64Array.of(0),
      rowCount: 2,
    });
    expect(scanner.summarise(Float64Array.of(-0, -0)).high).toBe(0);
    for (const none of [new Float64Array(0), new Float64Array(9).fill(Number.NaN)]) {
      const nothing = scanner.summarise(none);
      expect(nothing).toEqual({ knownCount: 0, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY });
      expect(scanner.countDistinct(none, nothing).values.length).toBe(0);
    }
    expect(scanner.countCodes(new Int32Array(0), 0)).toEqual({ counts: new Uint32Array(0), knownCount: 0 });
  });
});

it('both scanners give the same bits', () => {
  const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(numbers, (list) => {
      const values = Float64Array.from(list);
      const [compiled, plain] = scanners.map(([, scanner]) => {
        const summary = scanner.summarise(values);
        return [
          summary,
          scanner.sum(values),
          scanner.sumSquares(values, 1),
          scanner.countDistinct(values, summary),
          scanner.findRepeats(values, summary),
        ];
      });
      expect(compiled).toEqual(plain);
    }),
  );
});
