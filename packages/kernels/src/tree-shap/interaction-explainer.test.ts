import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { randomForest, randomRows } from './explained-forests.cases.ts';
import { forestExplainer } from './forest-explainer.ts';
import { interactionExplainer } from './interaction-explainer.ts';
import { expectation, shapleyInteractions } from './shap-definition.cases.ts';

const cases = fc.record({
  treeCount: fc.integer({ min: 0, max: 4 }),
  depth: fc.integer({ min: 0, max: 6 }),
  featureCount: fc.integer({ min: 1, max: 5 }),
  outputCount: fc.integer({ min: 1, max: 2 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it('gives interaction values by their definition, each row of the matrix summing to its contribution', () => {
  fc.assert(
    fc.property(cases, (kind) => {
      const { featureCount } = kind;
      const random = randomStream(kind.seed);
      const forest = randomForest(kind, random);
      const values = randomRows(3, featureCount, random);
      const columnOf = Int32Array.from({ length: featureCount }, (_, f) => featureCount - 1 - f);
      const rows = { values, rowCount: 3, columnOf };
      const output = kind.outputCount - 1;
      const { contributions } = forestExplainer(forest)!.explain(values, 3, columnOf, output);
      const found = interactionExplainer(forest)!.explain(rows, output, contributions);
      for (let row = 0; row < 3; row++) {
        const own = Array.from(columnOf, (column) => values[column * 3 + row]!);
        const exact = shapleyInteractions(featureCount, (known) => expectation(forest, own, output, known)).flat();
        const matrix = found.subarray(row * featureCount ** 2, (row + 1) * featureCount ** 2);
        for (const [at, value] of exact.entries()) expect(Math.abs(matrix[at]! - value)).toBeLessThan(1e-12);
      }
    }),
    { numRuns: 30 },
  );
});

it('does not depend on the rows that stand beside a row', () => {
  const random = randomStream(5);
  const forest = randomForest({ treeCount: 5, depth: 8, featureCount: 7, outputCount: 1 }, random);
  const columnOf = Int32Array.from({ length: 7 }, (_, f) => f);
  const values = randomRows(300, 7, random);
  const interactions = (of: Float64Array, rowCount: number): Float64Array => {
    const { contributions } = forestExplainer(forest)!.explain(of, rowCount, columnOf, 0);
    return interactionExplainer(forest)!.explain({ values: of, rowCount, columnOf }, 0, contributions);
  };
  const last = Float64Array.from(columnOf, (f) => values[f * 300 + 299]!);
  expect(interactions(values, 300).subarray(299 * 49)).toEqual(interactions(last, 1));
});

it('does not exist where the leaves have no known weight', () => {
  const forest = randomForest({ treeCount: 1, depth: 3, featureCount: 2, outputCount: 1 }, randomStream(1));
  expect(interactionExplainer({ ...forest, leafCover: forest.leafCover.map(() => 0) })).toBeUndefined();
});
