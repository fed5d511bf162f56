import { expect, test } from 'vitest';
import { cosineOfTurn, sineOfTurn } from './calendar-cycle.ts';

test.each([4, 7, 12, 24, 31, 60])('sine and cosine of parts of %i', (size) => {
  for (let step = -size; step <= 2 * size; step++) {
    expect(Math.abs(sineOfTurn(step, size) - Math.sin((2 * Math.PI * step) / size))).toBeLessThan(1e-14);
    expect(Math.abs(cosineOfTurn(step, size) - Math.cos((2 * Math.PI * step) / size))).toBeLessThan(1e-14);
    expect(Math.abs(sineOfTurn(step, size) ** 2 + cosineOfTurn(step, size) ** 2 - 1)).toBeLessThan(1e-15);
  }
  expect([0, 1, 2, 3].map((quarter) => sineOfTurn(quarter, 4))).toEqual([0, 1, 0, -1]);
});
