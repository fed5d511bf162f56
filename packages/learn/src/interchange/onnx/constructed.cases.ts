import { type DecisionForest, type RandomStream, randomStream } from '@tend/kernels';
import type { EstimatorName, Feature, FeatureMatrix, Fitted, FittedManifest, Task } from '../../estimator.ts';
import { byteWriter } from '../../estimators/byte-writer.ts';
import { fittedForest } from '../../estimators/forest/fitted-forest.ts';
import { type FlatTree, forestOf } from '../../estimators/forest/forest-of.ts';
import { encodeLinear } from '../../estimators/linear/linear-model.ts';
import { loadFitted } from '../../estimators/load-fitted.ts';
import { outcomeOf } from '../../estimators/outcome.ts';
import type { Link } from '../../link.ts';

const classCount = 3;

/**
 * A fitted estimator whose learnt numbers are drawn, not fitted: its exported file changes only with the export, never with
 * how a family is trained.
 */
export function constructedFitted(name: EstimatorName, task: Task, features: readonly Feature[], link?: Link): Fitted {
  const stored = { task, ...(task === 'multiclass' && { classCount }) };
  const manifest: FittedManifest = {
    estimator: name,
    parameters: {},
    features,
    facts: {},
    ...(task !== 'binary' && stored),
  };
  const random = randomStream(23);
  const { outputs, link: usual } = outcomeOf(stored);
  const isForest = name === 'boostedTrees' || name === 'randomForest' || name === 'extraTrees';
  if (isForest) return fittedForest(manifest, drawnForest(random, features, outputs), link ?? usual);
  return loadFitted(manifest, drawnWeights(name, task, outputs, features.length, random));
}

function drawnWeights(
  name: EstimatorName,
  task: Task,
  outputs: number,
  count: number,
  random: RandomStream,
): Uint8Array {
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  if (name === 'linear' || name === 'logistic')
    return encodeLinear({ intercepts: draw(outputs), coefficients: draw(outputs * count), means: draw(count) });
  const numbers = name === 'rule' ? [0.3, 0.21, 0.83, 0.4] : task === 'regression' ? [-1234.5678] : [0.2, 0.3, 0.5];
  const kept = name === 'rule' ? numbers : numbers.slice(0, outputs);
  const writer = byteWriter(8 * kept.length);
  for (const value of kept) writer.f64(value);
  return writer.finish();
}

const treesAnOutput = 12;

/** Trees of all depths to 5, with splits by threshold and, where a feature has categories, by sets of them. */
function drawnForest(random: RandomStream, features: readonly Feature[], outputs: number): DecisionForest {
  const trees = Array.from({ length: treesAnOutput * outputs }, (_, t) => drawnTree(random, features, t, outputs));
  return forestOf(
    trees,
    Array.from({ length: outputs }, () => random.normal()),
    features.length,
  );
}

function drawnTree(random: RandomStream, features: readonly Feature[], t: number, outputs: number): FlatTree {
  const splits = 2 ** (t % 6) - 1;
  const indexes = Array.from({ length: splits }, (_, i) => i);
  const feature = indexes.map(() => random.integer(features.length));
  const childOf = (child: number): number => (child < splits ? child : ~(child - splits));
  const sets = feature.map((f) => {
    const { categories } = features[f]!;
    // The first word or two of the set: a category beyond is in none.
    return categories && Uint32Array.from({ length: Math.ceil(categories / 32) }, () => random.integer(2 ** 31) * 2);
  });
  return {
    output: t % outputs,
    feature,
    threshold: feature.map((_, i) => (sets[i] ? 0 : Math.fround(2 * random.normal()))),
    leftSets: sets.map((set) => set || undefined),
    missingLeft: feature.map(() => random.integer(2)),
    left: indexes.map((i) => childOf(2 * i + 1)),
    right: indexes.map((i) => childOf(2 * i + 2)),
    leafValue: Array.from({ length: splits + 1 }, () => 0.3 * random.normal()),
    leafCover: Array.from({ length: splits + 1 }, () => 1 + random.integer(50)),
  };
}

/** Five numbers and a feature of 40 categories. */
const constructedFeatures: readonly Feature[] = [
  ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, source: name })),
  { name: 'kind', source: 'kind', categories: 40 },
];

const extremes = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3.4e38, -3.4e38, 0, 1e-40];

/** Rows of some features: with gaps, a tenth is missing, and there are infinities and categories that no model knows. */
export function constructedRows(
  rowCount: number,
  gaps: 'with gaps' | 'complete',
  features: readonly Feature[] = constructedFeatures,
): FeatureMatrix {
  const random = randomStream(31);
  const values = new Float32Array(features.length * rowCount).map((_, i) => {
    const isKind = features[Math.floor(i / rowCount)]?.name === 'kind';
    const value = isKind ? random.integer(44) : 2 * random.normal();
    if (gaps === 'complete') return value;
    if (i % 131 === 0 && !isKind) return extremes[Math.floor(i / 131) % extremes.length]!;
    return random.uniform() < 0.1 ? Number.NaN : value;
  });
  return { rowCount, features, values };
}

/** Rows of the one feature of a rule. */
export function constructedAnswers(rowCount: number): FeatureMatrix {
  const random = randomStream(37);
  const values = new Float32Array(rowCount).map(() => [0, 1, Number.NaN][random.integer(3)]!);
  return { rowCount, features: [{ name: 'rule', source: 'rule' }], values };
}
