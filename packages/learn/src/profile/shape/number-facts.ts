import type { NumberProfile } from '../column-profile.ts';
import { countBelow, countUpTo, quantileOf, type ValueDistribution } from '../value-distribution.ts';
import { capFacts } from './cap-facts.ts';
import { digitFacts } from './digit-facts.ts';
import { levelFacts } from './level-facts.ts';
import { peaksOf } from './peaks-of.ts';
import type { ShapeFact } from './shape-fact.ts';
import { transformFact } from './transform-fact.ts';

/** Shapes of fewer rows are mostly chance. */
const leastRowsJudged = 100;
const leastDistinct = 10;
/** Levels written as numbers have a peak each. */
const leastDistinctOfPeaks = 50;
const manyZeros = 0.2;
const muchBeyond = 0.005;

/** What stands out about a column of numbers. */
export function numberFacts(
  profile: Omit<NumberProfile, 'shape'>,
  distribution: ValueDistribution,
): readonly ShapeFact[] {
  const facts: ShapeFact[] = [...levelFacts(profile)];
  const { total: n } = distribution;
  if (n < leastRowsJudged || profile.distinct < leastDistinct) return facts;
  if (facts.some(({ type }) => type === 'almostConstant' || type === 'identifierLike')) return facts;
  const zeroInflated = zeroFact(profile, n);
  const digits = digitFacts(distribution);
  const caps = capFacts(distribution);
  const hasPeaks =
    profile.distinct >= leastDistinctOfPeaks && [zeroInflated, digits, caps].every(({ length }) => length === 0);
  return [
    ...facts,
    ...zeroInflated,
    ...caps,
    ...tailFact(distribution),
    ...transformFact(profile, distribution),
    ...digits,
    ...(hasPeaks ? peakFact(profile, n) : []),
  ];
}

function zeroFact({ zeros, frequent }: Omit<NumberProfile, 'shape'>, n: number): readonly ShapeFact[] {
  const next = frequent.find(({ value }) => value !== 0)?.count ?? 0;
  return zeros / n >= manyZeros && zeros >= 3 * next ? [{ type: 'zeroInflated', value: zeros / n, n }] : [];
}

/** Tukey's outer fences (1977): a normal distribution has two of a million rows behind them. */
function tailFact(distribution: ValueDistribution): readonly ShapeFact[] {
  const { total: n } = distribution;
  const [low, high] = [quantileOf(distribution, 0.25), quantileOf(distribution, 0.75)];
  const box = high - low;
  if (!(box > 0)) return [];
  const below = countBelow(distribution, low - 3 * box);
  const above = n - countUpTo(distribution, high + 3 * box);
  const value = (below + above) / n;
  if (value < muchBeyond) return [];
  const side = below > 4 * above ? 'low' : above > 4 * below ? 'high' : 'both';
  return [{ type: 'heavyTails', value, n, side }];
}

function peakFact({ histogram }: Omit<NumberProfile, 'shape'>, n: number): readonly ShapeFact[] {
  if (histogram === null) return [];
  const { counts, edges } = histogram;
  const peaks = peaksOf(counts).map((bin) => [edges[bin] ?? Number.NaN, edges[bin + 1] ?? Number.NaN] as const);
  return peaks.length < 2 ? [] : [{ type: 'severalPeaks', value: peaks.length, n, peaks }];
}
