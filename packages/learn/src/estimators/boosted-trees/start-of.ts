import { type DecisionForest, forestScorer } from '@tend/kernels';
import type { ColumnData, ColumnSource, FeatureMatrix, Fitted } from '../../estimator.ts';
import type { Link } from '../../link.ts';
import { alignFeatures } from '../align-features.ts';
import { canonicalFeatures } from '../canonical-features.ts';
import { decodeDecisionForest } from '../forest/decode-decision-forest.ts';
import type { FlatTree } from '../forest/forest-of.ts';
import { treesOf } from '../forest/trees-of.ts';
import { withKnownCategories } from '../forest/with-known-categories.ts';
import { InvalidData } from '../invalid-data.ts';

/** Where a boosting begins. */
export interface Start {
  /** Rounds that are done. */
  readonly rounds: number;
  readonly trees: readonly FlatTree[];
  /** The margin before the first tree of each output. */
  readonly base: readonly number[];
  /** Margins of all rows, row-major. */
  readonly marginsOf: (x: FeatureMatrix | ColumnSource) => Float64Array;
}

/** From constant margins. */
export function freshStart(base: readonly number[]): Start {
  return {
    rounds: 0,
    trees: [],
    base,
    marginsOf: (x) =>
      Float64Array.from({ length: x.rowCount * base.length }, (_, i) => base[i % base.length] as number),
  };
}

/**
 * From what boosted trees were fitted before, on the same features, task and link; `InvalidData` for any other, or where
 * it has `rounds` or more already.
 */
export function warmStart(fitted: Fitted, { x, task = 'binary' }: ColumnData, link: Link, rounds: number): Start {
  const { manifest, weights } = fitted;
  const expect = (isMet: boolean, what: string, expected: string, came: unknown): void => {
    if (!isMet) throw new InvalidData(`${what} of the model to start from`, expected, String(came));
  };
  const names = (features: typeof x.features): string => features.map(({ name }) => name).join(', ');
  expect(manifest.estimator === 'boostedTrees', 'estimator', 'boostedTrees', manifest.estimator);
  expect(fitted.task === task, 'task', task, fitted.task);
  expect(fitted.link === link, 'link', link, fitted.link);
  expect(names(manifest.features) === names(x.features), 'features', names(x.features), names(manifest.features));
  const forest: DecisionForest = decodeDecisionForest(weights, manifest.features.length);
  const done = Number(manifest.facts.bestRound ?? manifest.parameters.trees);
  expect(done < rounds, 'rounds', `fewer than the ${rounds} asked for`, done);
  const score = forestScorer(forest);
  return {
    rounds: done,
    trees: treesOf(forest),
    base: [...forest.base],
    marginsOf(rows) {
      const { values, columnOf } = matrixOf(rows);
      const matrix: FeatureMatrix = { rowCount: rows.rowCount, features: rows.features, values };
      const columns = alignFeatures(manifest.features, matrix).map((f) => columnOf[f] as number);
      const known = withKnownCategories(manifest.features, columns, matrix);
      return score(known.values, rows.rowCount, columns);
    },
  };
}

/** Columns in one matrix: put together where they come one by one. */
function matrixOf(rows: FeatureMatrix | ColumnSource): { values: Float32Array; columnOf: Int32Array } {
  if ('values' in rows) return { values: rows.values, columnOf: Int32Array.from(rows.features.keys()) };
  return rows.matrix ?? matrixOf(canonicalFeatures(rows));
}
