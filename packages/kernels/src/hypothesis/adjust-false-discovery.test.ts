import { expect, test } from 'vitest';
import reference from './adjust-false-discovery.reference.json' with { type: 'json' };
import { adjustFalseDiscovery } from './adjust-false-discovery.ts';

test.each(reference.cases)('agrees with SciPy ($pValues.length p-values)', ({ pValues, adjusted }) => {
  const came = adjustFalseDiscovery(pValues);
  expect(came).toHaveLength(adjusted.length);
  for (const [i, value] of came.entries()) expect(value).toBeCloseTo(adjusted[i] ?? Number.NaN, 14);
});
