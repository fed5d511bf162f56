import {
  distinctStandardError,
  estimateDistinct,
  kurtosis,
  type NumberSketch,
  skewness,
  standardDeviation,
} from '@tend/kernels';
import { type Cell, cellAt, type NumericKind } from '@tend/table';
import type { BooleanProfile, CommonProfile, FrequentValue, NumberProfile, TimeProfile } from './column-profile.ts';
import { finestUnit } from './finest-unit.ts';
import { frequentNumbers } from './frequent-numbers.ts';
import { leastRows } from './least-rows.ts';
import { medianDeviation } from './median-deviation.ts';
import { numberHistogram } from './number-histogram.ts';
import { orderOf } from './order-of.ts';
import { safeQuantiles } from './safe-quantiles.ts';
import { levelFacts } from './shape/level-facts.ts';
import { numberFacts } from './shape/number-facts.ts';
import { timeHistogram } from './time-histogram.ts';
import { distributionOf, quantileOf } from './value-distribution.ts';

const dayMs = 86_400_000;

/** The profile of a sketched column of numbers, dates, instants or booleans. */
export function describeNumbers(
  column: string,
  kind: NumericKind,
  sketch: NumberSketch,
): NumberProfile | TimeProfile | BooleanProfile {
  if (kind === 'boolean') return describeBooleans(column, sketch);
  return kind === 'date' || kind === 'instant'
    ? describeTimes(column, kind, sketch)
    : describeMeasures(column, kind, sketch);
}

function describeMeasures(column: string, kind: NumberProfile['kind'], sketch: NumberSketch): NumberProfile {
  const { present, zeros, negatives, wholes, moments } = sketch;
  const distribution = distributionOf(sketch.distribution);
  const quantiles = safeQuantiles(distribution, sketch);
  const [low, high] = [quantiles[0]?.value, quantiles.at(-1)?.value];
  const isWhole = wholes === present;
  const enough = (value: number): number | null => (present >= leastRows && Number.isFinite(value) ? value : null);
  const profile = {
    ...common(column, kind, sketch),
    kind,
    quantiles,
    rankError: distribution.rankError,
    mean: enough(moments.mean),
    sd: enough(standardDeviation(moments)),
    skewness: enough(skewness(moments)),
    kurtosis: enough(kurtosis(moments)),
    mad: enough(medianDeviation(distribution)),
    iqr: enough(quantileOf(distribution, 0.75) - quantileOf(distribution, 0.25)),
    zeros,
    negatives,
    wholes,
    order: orderOf(sketch),
    histogram: low === undefined || high === undefined ? null : numberHistogram(distribution, low, high, isWhole),
  };
  return { ...profile, shape: numberFacts(profile, distribution) };
}

function describeTimes(column: string, kind: TimeProfile['kind'], sketch: NumberSketch): TimeProfile {
  const distribution = distributionOf(sketch.distribution);
  const quantiles = safeQuantiles(distribution, sketch);
  const [low, high] = [quantiles[0]?.value, quantiles.at(-1)?.value];
  const asText = cellsOf(kind);
  const hasRange = low !== undefined && high !== undefined;
  const profile = {
    ...common(column, kind, sketch),
    kind,
    quantiles: quantiles.map(({ share, value }) => ({ share, value: String(asText(Math.floor(value))) })),
    rankError: distribution.rankError,
    spanDays: hasRange ? (high - low) / (kind === 'date' ? 1 : dayMs) : null,
    finestUnit: sketch.present < leastRows ? null : finestUnit(distribution.values, kind),
    order: orderOf(sketch),
    histogram: hasRange ? timeHistogram(distribution, low, high, kind) : null,
  };
  return { ...profile, shape: levelFacts(profile) };
}

function describeBooleans(column: string, sketch: NumberSketch): BooleanProfile {
  const { present, zeros } = sketch;
  const trues = present - zeros;
  const trueShare = present === 0 ? null : trues / present;
  const profile = { ...common(column, 'boolean', sketch), kind: 'boolean', trues, falses: zeros, trueShare } as const;
  return { ...profile, shape: levelFacts(profile) };
}

function common(
  column: string,
  kind: NumericKind,
  { n, present, distribution }: NumberSketch,
): Omit<CommonProfile, 'kind' | 'shape'> {
  const isExact = distribution.type === 'exact';
  const { listed, largest, shortfall } = frequentNumbers(distribution);
  const asCell = cellsOf(kind);
  return {
    column,
    n,
    missing: n - present,
    distinct: isExact
      ? distribution.values.length
      : Math.min(present, Math.round(estimateDistinct(distribution.registers))),
    distinctError: isExact ? 0 : distinctStandardError,
    frequent: listed.map(({ value, count }): FrequentValue => ({ value: asCell(value), count })),
    frequentError: shortfall,
    mostFrequentCount: largest,
  };
}

function cellsOf(kind: NumericKind): (value: number) => Cell {
  return (value) => cellAt({ kind, name: '', values: Float64Array.of(value) }, 0);
}
