import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyValue, type LeafRule } from './leaf-value.ts';
import { type CategoryRule, searchCategories } from './search-categories.ts';
import { type SplitQuestion, splitGain, splitQuestion } from './split-question.ts';
import type { LeafSplit } from './split-records.ts';

const plain: LeafRule = { l1: 0, l2: 0, maxValue: Number.POSITIVE_INFINITY, smoothing: 0 };
const free: CategoryRule = { smoothing: 0, minRows: 0, l2: 0, maxLeft: 255, minStepRows: 1 };

/** A leaf whose bins (the first of missing values) have the given sums; one row a unit of hessian. */
function leafOf(bins: readonly (readonly [number, number])[], rule: LeafRule = plain, minH = 1) {
  const g = Float64Array.from({ length: 256 }, (_, bin) => bins[bin]?.[0] ?? 0);
  const h = Float64Array.from({ length: 256 }, (_, bin) => bins[bin]?.[1] ?? 0);
  const sum = (of: Float64Array): number => of.reduce((all, one) => all + one, 0);
  const question: SplitQuestion = splitQuestion({
    rule,
    sumG: sum(g),
    sumH: sum(h),
    rowsPerHessian: 1,
    minH,
    minGain: 0,
    value: -sum(g) / sum(h),
    range: anyValue,
  });
  return { histogram: { g, h, last: bins.length - 1 }, question };
}

const search = (
  bins: readonly (readonly [number, number])[],
  rule: CategoryRule,
  leafRule: LeafRule = plain,
  minH = 1,
): LeafSplit | undefined => {
  const { histogram, question } = leafOf(bins, leafRule, minH);
  return searchCategories(7, histogram, question, rule, 0);
};

const sums = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 400 }));

describe('searchCategories', () => {
  it('finds the best of all sets of categories', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 4, maxLength: 9 }), (categories) => {
        const { question } = leafOf([[0, 0], ...categories]);
        let most = 0;
        for (let set = 1; set < 2 ** categories.length - 1; set++) {
          const left = categories.filter((_, i) => (set >> i) & 1);
          const [g, h] = left.reduce(([allG, allH], [oneG, oneH]) => [allG + oneG, allH + oneH], [0, 0]);
          most = Math.max(most, splitGain(question, 0, 0, g, h));
        }
        const found = search([[0, 0], ...categories], free);
        if (most < 1e-6) return;
        expect(found!.gain / most).toBeCloseTo(1, 5);
      }),
    );
  });

  it('says which bins go left, with their sums', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 2, maxLength: 40 }), (bins) => {
        const found = search(bins, { ...free, smoothing: 10, l2: 10 });
        if (found === undefined) return;
        const leftBins = [...found.leftBins!];
        expect(leftBins).toEqual([...new Set(leftBins)].sort((a, b) => a - b));
        expect(leftBins[0]).toBeGreaterThan(0);
        expect(found.leftG).toBe(leftBins.reduce((sum, bin) => sum + bins[bin]![0], 0));
        expect(found.leftH).toBe(leftBins.reduce((sum, bin) => sum + bins[bin]![1], 0));
        expect(found).toMatchObject({ feature: 7, bin: 0, missingLeft: 0 });
      }),
    );
  });

  const spread = [0, -90, -60, -30, 0, 30, 60, 90].map((g) => [g, 100] as const);

  it('tries each of up to three categories against the rest, without their L2', () => {
    const bins = spread.slice(0, 4);
    expect(search(bins, { ...free, l2: 1e9, minStepRows: 1e9 })?.leftBins).toEqual(Uint8Array.of(1));
    expect(search(bins, free, plain, 301)).toBeUndefined();
  });

  it('takes at most so many categories, and steps over sets that differ by too few rows', () => {
    const leftBins = (rule: Partial<CategoryRule>): number[] => [
      ...(search(spread, { ...free, ...rule })?.leftBins ?? []),
    ];
    expect(leftBins({})).toEqual([1, 2, 3]);
    expect(leftBins({ maxLeft: 2 })).toEqual([1, 2]);
    expect(leftBins({ minStepRows: 200 })).toEqual([1, 2, 3, 4]);
    expect(leftBins({ minStepRows: 300 })).toEqual([1, 2, 3]);
    expect(leftBins({ minStepRows: 401 })).toEqual([]);
  });

  it('leaves categories with too few rows, and missing values, on the right', () => {
    const bins: readonly (readonly [number, number])[] = [[1000, 50], [-50, 5], ...spread.slice(1)];
    expect(search(bins, { ...free, minRows: 6 })?.leftBins).not.toContain(1);
    expect(search(bins, { ...free, minRows: 5 })?.leftBins).toContain(1);
  });
});
