import { expect, test } from 'vitest';
import reference from './additive-fit.reference.json' with { type: 'json' };
import { additiveFit } from './additive-fit.ts';

const counts = Float64Array.from(reference.counts);
const { rows, columns } = reference;

test('rates and numbers agree with scikit-learn on dummies with the same ridge', () => {
  const rates = additiveFit({ rows, columns, counts, sums: Float64Array.from(reference.hits) }, true);
  for (const [cell, rate] of reference.rates.entries()) expect(rates[cell]).toBeCloseTo(rate, 8);
  const sums = counts.map((n, cell) => n * (reference.means[cell] ?? 0));
  const fitted = additiveFit({ rows, columns, counts, sums }, false);
  for (const [cell, value] of reference.fitted.entries()) expect(fitted[cell]).toBeCloseTo(value, 8);
});
