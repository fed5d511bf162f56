import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { log1p } from './log1p.ts';
import { logit } from './logit.ts';
import reference from './math.reference.json' with { type: 'json' };
import { sigmoid } from './sigmoid.ts';

/** Distance in units of the last place of the expected double. */
function ulps(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(expected));
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return Math.abs(actual - expected) / (bits.getFloat64(0) - Math.abs(expected));
}

// The expected doubles are correctly rounded, so within 1 ulp of the true value is at most 1 here.
test.each([
  ['exp', exp, 1],
  ['log', log, 1],
  ['log1p', log1p, 1],
  ['sigmoid', sigmoid, 3],
  ['logit', logit, 4],
] as const)('%s is within its bound of the correctly rounded value', (name, ours, bound) => {
  const pairs = reference[name];
  expect(pairs.length).toBeGreaterThan(30);
  for (const [x, expected] of pairs) expect(ulps(ours(x!), expected!), `${name}(${x})`).toBeLessThanOrEqual(bound);
});

test('the ends of the range', () => {
  expect([exp(Number.NaN), log(-1), log(Number.NaN), log1p(-1.5), log1p(Number.NaN), logit(1.5)]).toEqual(
    new Array(6).fill(Number.NaN),
  );
  expect([exp(0), exp(-746), exp(-Infinity), exp(710), exp(Infinity)]).toEqual([1, 0, 0, Infinity, Infinity]);
  expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity]);
  expect([log1p(0), log1p(-1), log1p(Infinity)]).toEqual([0, -Infinity, Infinity]);
  expect([sigmoid(0), sigmoid(800), sigmoid(-800), logit(0), logit(1)]).toEqual([0.5, 1, 0, -Infinity, Infinity]);
});

test('log undoes exp, and sigmoid mirrors', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      expect(log(exp(x))).toBeCloseTo(x, 10);
      expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 15);
    }),
  );
});
