import {
  betaCdf,
  chiSquareSurvival,
  gammaSurvival,
  kolmogorovOneSample,
  log,
  normalCdf,
  randomStream,
} from '@tend/kernels';
import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments, NamedDistribution, Partition, Scalar } from '../expectation.ts';
import { type ExpectationResult, wholeResult } from '../expectation-result.ts';
import { InvalidExpectation } from '../invalid-expectation.ts';
import { requireNumbers } from '../stored-value.ts';
import { valueCounts } from './aggregate-rules.ts';
import type { ColumnRules } from './column-rule.ts';

type DistributionNames =
  | 'expect_column_kl_divergence_to_be_less_than'
  | 'expect_column_chisquare_test_p_value_to_be_greater_than'
  | 'expect_column_bootstrapped_ks_test_p_value_to_be_greater_than'
  | 'expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than';

/** Checks of the distribution of a column against one that is stated. */
export const distributionRules: ColumnRules<DistributionNames> = {
  expect_column_kl_divergence_to_be_less_than: divergence,
  expect_column_chisquare_test_p_value_to_be_greater_than: chiSquare,
  expect_column_bootstrapped_ks_test_p_value_to_be_greater_than: bootstrapped,
  expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than(facts, asked) {
    requireNumbers(facts.column);
    const { pValue } = kolmogorovOneSample(facts.sorted(), cdfOf(asked));
    return whole(facts, pValue >= (asked.p_value ?? 0.05), pValue);
  },
};

function whole(facts: ColumnFacts, isMet: boolean, observed: number): ExpectationResult {
  const shown = Number.isFinite(observed) ? observed : null;
  return wholeResult(isMet, shown, facts.rowCount, facts.rowCount - facts.knownCount);
}

function divergence(
  facts: ColumnFacts,
  asked: Arguments['expect_column_kl_divergence_to_be_less_than'],
): ExpectationResult {
  const { partition_object: partition, threshold } = asked;
  const tailHoldout = asked.tail_weight_holdout ?? 0;
  const pairs =
    partition.values === undefined
      ? binWeights(facts, partition, tailHoldout, asked.internal_weight_holdout ?? 0)
      : valueWeights(facts, partition, partition.values, tailHoldout);
  const value = relativeEntropy(pairs);
  return whole(facts, value <= threshold, value);
}

/** Observed and expected weight of one value or bin. */
type Weights = readonly [observed: number, expected: number];

/** Sum of p log(p / q) after both are made to sum to 1 (Kullback and Leibler 1951). */
function relativeEntropy(pairs: readonly Weights[]): number {
  const [observed, expected] = [sumOf(pairs.map(([p]) => p)), sumOf(pairs.map(([, q]) => q))];
  let entropy = 0;
  for (const [p, q] of pairs) {
    if (p === 0) continue;
    if (q === 0) return Number.POSITIVE_INFINITY;
    const share = p / observed;
    entropy += share * log(share / (q / expected));
  }
  return entropy;
}

function valueWeights(
  facts: ColumnFacts,
  { weights }: Partition,
  values: readonly Scalar[],
  tailHoldout: number,
): readonly Weights[] {
  const seen = new Map(valueCounts(facts).map(({ value, count }) => [value, count / facts.knownCount]));
  const stated = new Set(values);
  const surprises = [...seen].filter(([value]) => !stated.has(value));
  const kept = surprises.length > 0 ? 1 - tailHoldout : 1;
  return [
    ...values.map((value, i): Weights => [seen.get(value) ?? 0, (weights[i] ?? 0) * kept]),
    ...surprises.map(([, share]): Weights => [share, tailHoldout / surprises.length]),
  ];
}

function binWeights(
  facts: ColumnFacts,
  partition: Partition,
  tailHoldout: number,
  internalHoldout: number,
): readonly Weights[] {
  const bins = edgesOf(partition);
  const { below, inside, above } = binCounts(facts, bins);
  const isEmpty = partition.weights.filter((weight) => weight === 0).length;
  const scale = 1 - tailHoldout - internalHoldout;
  const expected = partition.weights.map((weight) =>
    weight === 0 && internalHoldout > 0 ? internalHoldout / isEmpty : weight * scale,
  );
  const pairs = expected.map((weight, i): Weights => [(inside[i] ?? 0) / facts.knownCount, weight]);
  const [isOpenBelow, isOpenAbove] = [bins[0] === Number.NEGATIVE_INFINITY, bins.at(-1) === Number.POSITIVE_INFINITY];
  const closed = partition.tail_weights ?? [tailHoldout / 2, tailHoldout / 2];
  // With one open end the whole holdout belongs to the other.
  if (!isOpenBelow) pairs.unshift([below / facts.knownCount, isOpenAbove ? tailHoldout : closed[0]]);
  if (!isOpenAbove) pairs.push([above / facts.knownCount, isOpenBelow ? tailHoldout : closed[1]]);
  return pairs;
}

/** How many known values lie in each bin: half-open, but the last holds its upper edge, as NumPy's histogram has it. */
function binCounts(
  facts: ColumnFacts,
  bins: readonly number[],
): { readonly below: number; readonly inside: Int32Array; readonly above: number } {
  const sorted = facts.sorted();
  const inside = new Int32Array(bins.length - 1);
  const [first, last] = [bins[0] ?? 0, bins.at(-1) ?? 0];
  let [below, above, bin] = [0, 0, 0];
  for (const value of sorted) {
    if (value < first) below++;
    else if (value > last) above++;
    else {
      while (bin < inside.length - 1 && value >= (bins[bin + 1] ?? 0)) bin++;
      inside[bin] = (inside[bin] ?? 0) + 1;
    }
  }
  return { below, inside, above };
}

function edgesOf({ bins, weights }: Partition): readonly number[] {
  if (
    bins === undefined ||
    bins.length !== weights.length + 1 ||
    bins.some((edge, i) => i > 0 && edge <= (bins[i - 1] ?? 0))
  )
    throw new InvalidExpectation(
      'partition_object',
      'bins in ascending order, one more than weights',
      `${bins?.length ?? 'no'} bins and ${weights.length} weights`,
    );
  return bins;
}

function chiSquare(
  facts: ColumnFacts,
  asked: Arguments['expect_column_chisquare_test_p_value_to_be_greater_than'],
): ExpectationResult {
  const { values } = asked.partition_object;
  if (values === undefined) throw new InvalidExpectation('partition_object', 'values and their weights', 'bins');
  const pairs = valueWeights(facts, asked.partition_object, values, asked.tail_weight_holdout ?? 0);
  const total = sumOf(pairs.map(([, q]) => q));
  let statistic = 0;
  for (const [observed, expected] of pairs) {
    const share = expected / total;
    const difference = observed - share;
    if (observed > 0 || share > 0) statistic += ((difference * difference) / share) * facts.knownCount;
  }
  const pValue = Number.isFinite(statistic) ? chiSquareSurvival(statistic, pairs.length - 1) : 0;
  return whole(facts, pValue > (asked.p ?? 0.05), pValue);
}

/** Resamples with a fixed seed: the same column gives the same share of samples that pass. */
function bootstrapped(
  facts: ColumnFacts,
  asked: Arguments['expect_column_bootstrapped_ks_test_p_value_to_be_greater_than'],
): ExpectationResult {
  requireNumbers(facts.column);
  const { partition_object: partition, p = 0.05, bootstrap_samples: samples = 1000 } = asked;
  const bins = edgesOf(partition);
  const size = asked.bootstrap_sample_size ?? partition.weights.length * 2;
  const heights = [0];
  for (const weight of partition.weights) heights.push((heights.at(-1) ?? 0) + weight);
  const sorted = facts.sorted();
  if (sorted.length === 0) return whole(facts, false, Number.NaN);
  const random = randomStream(0);
  let passed = 0;
  for (let i = 0; i < samples; i++) {
    const sample = Float64Array.from({ length: size }, () => sorted[random.integer(sorted.length)] as number).sort();
    if (kolmogorovOneSample(sample, (value) => interpolate(value, bins, heights)).pValue >= p) passed++;
  }
  const share = (1 + passed) / (samples + 1);
  return whole(facts, share > p, share);
}

function interpolate(value: number, bins: readonly number[], heights: readonly number[]): number {
  const above = bins.findIndex((edge) => edge > value);
  if (above === 0) return 0;
  if (above < 0) return heights.at(-1) ?? 1;
  const [low, high] = [bins[above - 1] ?? 0, bins[above] ?? 0];
  const [from, to] = [heights[above - 1] ?? 0, heights[above] ?? 0];
  return from + ((value - low) / (high - low)) * (to - from);
}

/** Names and parameters of scipy.stats: shapes first, then location and scale. */
function cdfOf({ distribution, params }: NamedDistribution): (value: number) => number {
  const shapes = { norm: 0, uniform: 0, expon: 0, gamma: 1, chi2: 1, beta: 2 }[distribution];
  const [location = 0, scale = 1] = params.slice(shapes);
  const [a = Number.NaN, b = Number.NaN] = params;
  if (params.length < shapes || params.length > shapes + 2 || !(scale > 0))
    throw new InvalidExpectation('params', `${shapes} shapes, a location and a positive scale`, JSON.stringify(params));
  const standard = {
    norm: normalCdf,
    uniform: (z: number) => Math.min(1, Math.max(0, z)),
    expon: (z: number) => (z <= 0 ? 0 : 1 - gammaSurvival(1, z)),
    gamma: (z: number) => (z <= 0 ? 0 : 1 - gammaSurvival(a, z)),
    chi2: (z: number) => (z <= 0 ? 0 : 1 - chiSquareSurvival(z, a)),
    beta: (z: number) => betaCdf(z, a, b),
  }[distribution];
  return (value) => standard((value - location) / scale);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
