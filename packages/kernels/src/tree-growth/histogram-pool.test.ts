import { expect, it } from 'vitest';
import { affordableSlots } from './affordable-slots.ts';
import { ownColumns } from './feature-place.ts';
import { histogramPool } from './histogram-pool.ts';
import { treeLayout } from './tree-layout.ts';

it('gives free slots first, then that of the leaf that gains least, never that of the leaf to keep', () => {
  const pool = histogramPool(3);
  const gains = [5, 1, 3, 9, 2];
  const gainOf = (leaf: number): number => gains[leaf]!;
  expect([0, 1, 2].map((leaf) => pool.take(leaf, -1, gainOf))).toEqual([0, 1, 2]);
  expect(pool.take(3, 1, gainOf)).toBe(2);
  expect([0, 1, 2, 3].map(pool.slotOf)).toEqual([0, 1, -1, 2]);
  pool.rename(1, 4);
  expect([pool.slotOf(1), pool.slotOf(4)]).toEqual([-1, 1]);
  expect(pool.take(2, -1, gainOf)).toBe(1);
  expect(pool.slotOf(4)).toBe(-1);
});

it('keeps one histogram a leaf where they fit, else what fills the budget or the memory, and two at least', () => {
  const shape = { rowCount: 100, places: ownColumns(Array.from({ length: 50 }, () => 256)), leafCount: 31 };
  const slotBytes = 50 * 256 * 8;
  expect(affordableSlots(shape, 2 ** 32, 2 ** 30)).toBe(31);
  expect(affordableSlots(shape, 2 ** 32, 10 * (slotBytes + 80))).toBe(10);
  expect(affordableSlots(shape, 2 ** 32, 0)).toBe(2);
  const limit = treeLayout({ ...shape, slotCount: 7 }).sizeBytes + 1000;
  const slotCount = affordableSlots(shape, limit, 2 ** 30);
  expect(treeLayout({ ...shape, slotCount }).sizeBytes).toBeLessThanOrEqual(limit);
  expect(slotCount).toBe(7);
  expect(affordableSlots(shape, 1000, 2 ** 30)).toBe(2);
});
