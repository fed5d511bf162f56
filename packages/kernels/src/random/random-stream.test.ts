import { expect, test } from 'vitest';
import { mean } from '../statistics/mean.ts';
import { variance } from '../statistics/variance.ts';
import { hash32 } from './hash32.ts';
import reference from './random-stream.reference.json' with { type: 'json' };
import { randomStream } from './random-stream.ts';

test('hash32 is MurmurHash3 of two words', () => {
  for (const [a, b, expected] of reference.hashes) expect(hash32(a!, b!)).toBe(expected);
});

test.each(reference.streams)('the stream of seed $seed is xoshiro128**', ({ seed, integers, uniforms }) => {
  const words = randomStream(seed);
  expect(integers.map(() => words.integer(2 ** 32))).toEqual(integers);
  const numbers = randomStream(seed);
  expect(uniforms.map(() => numbers.uniform())).toEqual(uniforms);
});

test('whole numbers are even over a range that does not divide 2^32', () => {
  const random = randomStream(3);
  const counts = new Array<number>(6).fill(0);
  for (let i = 0; i < 60_000; i++) counts[random.integer(6)]!++;
  // 5 standard deviations of a binomial count.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(60_000 * (5 / 36)));
  expect(() => random.integer(0)).toThrow(RangeError);
});

test('normals have mean 0, variance 1 and the tails of a normal', () => {
  const random = randomStream(4);
  const values = Float64Array.from({ length: 100_000 }, () => random.normal());
  expect(Math.abs(mean(values))).toBeLessThan(0.015);
  expect(Math.abs(variance(values) - 1)).toBeLessThan(0.02);
  expect(values.filter((v) => Math.abs(v) > 1.959964).length / values.length).toBeCloseTo(0.05, 2);
});

test('shuffling permutes, and every order of three is about as frequent', () => {
  const random = randomStream(5);
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const indexes = Int32Array.of(0, 1, 2);
    random.shuffle(indexes);
    seen.set(indexes.join(), (seen.get(indexes.join()) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('a fork depends on seed and label, not on the draws before it', () => {
  const drawn = randomStream(6);
  drawn.uniform();
  const fresh = randomStream(6);
  expect(drawn.fork(1).uniform()).toBe(fresh.fork(1).uniform());
  expect(fresh.fork(1).uniform()).not.toBe(fresh.fork(2).uniform());
  expect(fresh.fork(1).fork(1).uniform()).not.toBe(fresh.fork(1).uniform());
  expect(randomStream(7).fork(1).uniform()).not.toBe(fresh.fork(1).uniform());
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s', (seed) => {
  expect(() => randomStream(seed)).toThrow('a seed is a whole number');
});
