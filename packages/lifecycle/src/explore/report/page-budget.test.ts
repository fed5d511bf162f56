import { expect, test } from 'vitest';
import { pageBudget } from './page-budget.ts';

const sum = (budget: object): number => Object.values(budget).reduce<number>((total, bytes) => total + bytes, 0);

test('each part has its most where there is room, and all have less by one factor where there is not', () => {
  expect(pageBudget(false, 100_000)).toEqual({
    comparison: 0,
    findings: 200_000,
    table: 120_000,
    details: 220_000,
    relations: 280_000,
  });
  for (const taken of [0, 200_000, 600_000, 2_000_000])
    for (const hasComparison of [false, true]) {
      const budget = pageBudget(hasComparison, taken);
      expect(sum(budget)).toBeLessThanOrEqual(Math.max(0, 950_000 - taken) + 1e-6);
      expect(budget.findings * 1.1).toBeCloseTo(budget.details, 6);
    }
  expect(sum(pageBudget(true, 300_000))).toBeCloseTo(650_000, 6);
});
