import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { decisionForestMargins } from '../decision-forest/decision-forest-margins.ts';
import { randomStream } from '../random/random-stream.ts';
import { randomForest, randomRows } from './explained-forests.cases.ts';
import { interventionalExplainer } from './interventional-explainer.ts';
import { shapley } from './shap-definition.cases.ts';

const identity = (width: number): Int32Array => Int32Array.from({ length: width }, (_, f) => f);

function marginOf(forest: DecisionForest, row: readonly number[], output: number): number {
  return decisionForestMargins(forest, Float64Array.from(row), 1, identity(row.length))[output]!;
}

const cases = fc.record({
  treeCount: fc.integer({ min: 0, max: 4 }),
  depth: fc.integer({ min: 0, max: 7 }),
  featureCount: fc.integer({ min: 1, max: 5 }),
  outputCount: fc.integer({ min: 1, max: 2 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it('gives Shapley values by their definition, unknown features taken from the rows of the background', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 6 }), (kind, backgroundCount) => {
      const { featureCount } = kind;
      const random = randomStream(kind.seed);
      const forest = randomForest(kind, random);
      const output = kind.outputCount - 1;
      const columnOf = identity(featureCount);
      const rows = { values: randomRows(3, featureCount, random), rowCount: 3, columnOf };
      const background = {
        values: randomRows(backgroundCount, featureCount, random),
        rowCount: backgroundCount,
        columnOf,
      };
      const explainer = interventionalExplainer(forest, background)!;
      const found = explainer.explain(rows, output);
      expect(explainer.explain(rows, output)).toEqual(found);
      for (let row = 0; row < 3; row++) {
        const mixed = (known: number): number => {
          let sum = 0;
          for (let b = 0; b < backgroundCount; b++) {
            const own = Array.from(columnOf, (f) =>
              (known >> f) & 1 ? rows.values[f * 3 + row]! : background.values[f * backgroundCount + b]!,
            );
            sum += marginOf(forest, own, output) / backgroundCount;
          }
          return sum;
        };
        for (const [f, value] of shapley(featureCount, mixed).entries())
          expect(Math.abs(found.contributions[row * featureCount + f]! - value)).toBeLessThan(1e-12);
        expect(explainer.base(output)).toBeCloseTo(mixed(0), 12);
        expect(found.margins[row]).toBeCloseTo(mixed(2 ** featureCount - 1), 12);
      }
    }),
    { numRuns: 40 },
  );
});

it('sums to the margin on a path of 70 features', () => {
  const splits = identity(70);
  const forest: DecisionForest = {
    featureCount: 70,
    outputCount: 1,
    precision: 'float64',
    base: Float64Array.of(0.25),
    root: Int32Array.of(0),
    output: Int32Array.of(0),
    feature: splits,
    threshold: new Float64Array(70),
    rule: new Uint8Array(70),
    setStart: new Int32Array(71),
    setWords: new Uint32Array(),
    left: splits.map((split) => (split === 69 ? ~69 : split + 1)),
    right: splits.map((split) => ~(split === 69 ? 70 : split)),
    leafValue: Float64Array.from({ length: 71 }, (_, leaf) => Math.cos(leaf)),
    leafCover: new Float64Array(71),
  };
  const columnOf = identity(70);
  const row = { values: Float64Array.from(columnOf, (f) => (f % 3 === 2 ? 1 : -1)), rowCount: 1, columnOf };
  const values = Float64Array.from({ length: 140 }, (_, at) => (at % 2 === 0 ? -1 : ((at >> 1) % 5) - 3));
  const explainer = interventionalExplainer(forest, { values, rowCount: 2, columnOf })!;
  const { contributions, margins } = explainer.explain(row, 0);
  expect(margins[0]).toBe(0.25 + Math.cos(2));
  expect(contributions.reduce((a, b) => a + b, explainer.base(0))).toBeCloseTo(margins[0]!, 13);
  expect(contributions[2]).not.toBe(0);
});
