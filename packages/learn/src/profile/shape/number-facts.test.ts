import { exp, randomStream } from '@tend/kernels';
import { numericColumn, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { profileColumn } from '../profile-column.ts';
import { shapeFindings } from '../shape-findings.ts';
import { peaksOf } from './peaks-of.ts';
import type { ShapeFact } from './shape-fact.ts';

const n = 5000;

function factsOf(draw: (random: ReturnType<typeof randomStream>, i: number) => number, seed = 4): readonly ShapeFact[] {
  const random = randomStream(seed);
  const values = Array.from({ length: n }, (_, i) => draw(random, i));
  return profileColumn(numericColumn('x', 'number', values)).shape;
}

const typesOf = (facts: readonly ShapeFact[]): readonly string[] => facts.map(({ type }) => type);

describe('shapes that were put there are found', () => {
  test('a logarithm and a square root that even a leaning column', () => {
    expect(factsOf((random) => exp(random.normal()))).toContainEqual(
      expect.objectContaining({ type: 'transform', transform: 'log', value: expect.closeTo(0, 0), sample: n }),
    );
    const squares = factsOf((random) => (1 + random.uniform() ** 2 * 10) ** 2 - 1);
    expect(squares.find(({ type }) => type === 'transform')).toMatchObject({ before: expect.any(Number) });
  });

  test('far tails, and their side', () => {
    const tails = factsOf((random, i) => (i % 50 === 0 ? 30 + random.uniform() : random.normal()));
    expect(tails).toContainEqual({ type: 'heavyTails', value: 0.02, n, side: 'high' });
    const both = factsOf((random, i) => (i % 50 === 0 ? (i % 100) - 25 + random.uniform() : random.normal()));
    expect(both).toContainEqual(expect.objectContaining({ type: 'heavyTails', side: 'both' }));
  });

  test('a cap at either end, and none at a zero', () => {
    const high = factsOf((random) => Math.min(1.5, random.normal()));
    expect(high).toContainEqual(expect.objectContaining({ type: 'cap', side: 'high', at: 1.5 }));
    const low = factsOf((random) => Math.max(-1, random.normal()));
    expect(low).toContainEqual(expect.objectContaining({ type: 'cap', side: 'low', at: -1 }));
    expect(typesOf(factsOf((random) => Math.max(0, random.normal() + 1)))).not.toContain('cap');
  });

  test('zeros apart', () => {
    const facts = factsOf((random) => (random.uniform() < 0.4 ? 0 : 1 + random.uniform()));
    expect(facts).toContainEqual({ type: 'zeroInflated', value: expect.closeTo(0.4, 1), n });
  });

  test('rounding by people, at the step they chose', () => {
    const rounded = factsOf((random) => {
      const value = Math.round(1000 + 200 * random.normal());
      return random.uniform() < 0.5 ? Math.round(value / 50) * 50 : value;
    });
    expect(rounded).toContainEqual(expect.objectContaining({ type: 'heaping', step: 50, expected: 0.02 }));
    const prices = factsOf(
      (random) => (100 * random.integer(200) + (random.uniform() < 0.4 ? 99 : random.integer(100))) / 100,
    );
    expect(prices).toContainEqual(expect.objectContaining({ type: 'digitPreference', digit: 9, decimals: 2 }));
  });

  test('two groups, each at its place', () => {
    const mixed = factsOf((random, i) => random.normal() + (i % 2 === 0 ? 0 : 6));
    const [fact] = mixed.filter(({ type }) => type === 'severalPeaks');
    if (fact?.type !== 'severalPeaks') throw new Error('expected peaks');
    expect(fact.value).toBe(2);
    const [[a, b], [c, d]] = fact.peaks as [[number, number], [number, number]];
    expect(a <= 0.5 && b >= -0.5 && c <= 6.5 && d >= 5.5).toBe(true);
  });

  test('one value nearly everywhere, and numbers that were handed out', () => {
    expect(typesOf(factsOf((_, i) => (i % 100 === 0 ? i : 7)))).toEqual(['almostConstant']);
    const ids = Array.from({ length: 500 }, (_, i) => 1000 + 3 * i);
    expect(typesOf(profileColumn(numericColumn('id', 'integer', ids)).shape)).toEqual(['identifierLike']);
    const names = profileColumn(textColumn('name', ids.map(String)));
    expect(names.shape).toEqual([{ type: 'identifierLike', value: 1, n: 500 }]);
    const prose = profileColumn(
      textColumn(
        'note',
        ids.map((id) => `it was seen ${id} times`),
      ),
    );
    expect(prose.shape).toEqual([]);
  });

  test('levels of which one is nearly all', () => {
    const levels = Array.from({ length: 1000 }, (_, i) => (i % 15 === 0 ? `level ${i % 4}` : 'usual'));
    const { shape } = profileColumn(textColumn('l', levels));
    expect(typesOf(shape)).toEqual(['imbalance']);
  });
});

test('a plain column has none of them', () => {
  for (let seed = 1; seed <= 20; seed++) {
    expect(typesOf(factsOf((random) => random.normal(), seed))).toEqual([]);
    expect(typesOf(factsOf((random) => random.uniform(), seed))).toEqual([]);
    expect(typesOf(factsOf((random) => random.integer(1000), seed))).toEqual([]);
    expect(typesOf(factsOf((random) => Math.round(100 * random.normal()) / 100, seed))).toEqual([]);
  }
});

test('peaks by chance are one peak', () => {
  expect(peaksOf([5, 9, 7, 11, 8, 6, 9, 4])).toHaveLength(1);
  expect(peaksOf([10, 400, 300, 20, 10, 30, 350, 500, 60])).toEqual([1, 7]);
  expect(peaksOf([])).toEqual([]);
});

test('each fact is a sentence with its number, its n and a picture', () => {
  const columns = [
    (random: ReturnType<typeof randomStream>) => exp(2 * random.normal()),
    (random: ReturnType<typeof randomStream>) => Math.min(1.5, random.normal()),
    (random: ReturnType<typeof randomStream>, i: number) => random.normal() + (i % 2 === 0 ? 0 : 6),
  ];
  for (const draw of columns) {
    const random = randomStream(9);
    const values = Array.from({ length: n }, (_, i) => draw(random, i));
    const findings = shapeFindings(profileColumn(numericColumn('x', 'number', values)));
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, kind, subject, picture } of findings) {
      expect(message).toMatch(/^"x" .*n = 5,000/);
      expect(message).not.toMatch(/NaN|undefined|000000|999999/);
      expect([kind, subject, picture]).toEqual(['shape', 'x', { type: 'distribution', column: 'x' }]);
    }
  }
});
