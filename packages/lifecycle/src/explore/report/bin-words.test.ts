import type { Bin } from '@tend/learn';
import { expect, test } from 'vitest';
import { edgesOf } from './bin-words.ts';

const range = (from: number | null, to: number | null): Bin => ({ type: 'range', from, to, n: 9 });
const open = [range(null, 0), range(0, 5), range(5, 10), range(10, null)];

test('open ends stand at their bounds, or as far out as the next bin is wide', () => {
  expect(edgesOf(open, -30, 12)).toEqual([-30, 0, 5, 10, 12]);
  expect(edgesOf(open)).toEqual([-5, 0, 5, 10, 15]);
  expect(edgesOf(open, 0, 10)).toEqual([-5, 0, 5, 10, 15]);
});

test('bins that are no joined ranges have no edges', () => {
  expect(edgesOf([range(null, 0), { type: 'level', level: 'a', n: 9 }])).toBeUndefined();
  expect(edgesOf([range(0, 5), range(6, 10)])).toBeUndefined();
  expect(edgesOf([range(0, 5)])).toBeUndefined();
});
