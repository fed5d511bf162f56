import { type Chart, formatCount, formatValue, histogram, levelBars, timeValue } from '@tend/charts';
import type { ColumnProfile, ComparedColumn, FrequentValue } from '@tend/learn';
import { numberText } from './number-text.ts';
import { shortText } from './short-text.ts';

const mostLevels = 10;
/** Of so few values the most frequent one says more than quartiles. */
const fewValues = 12;

/** A second sample, in the bins or levels of the first. */
export interface SecondSample {
  readonly compared: ComparedColumn;
  readonly rows: number;
  readonly label: string;
}

/** How a column is spread, with a sentence as its title; undefined where there is nothing to draw. */
export function distributionChart(profile: ColumnProfile, second?: SecondSample, title?: string): Chart | undefined {
  const { column, missing } = profile;
  const text = { title: title ?? distributionSentence(profile), column };
  if (hasHistogram(profile)) {
    const { edges, counts, below, above, hidden } = profile.histogram;
    const at = (edge: number | string): number => numberAt(edge, profile.kind);
    const bins = counts.map((count, i) => ({ from: at(edges[i] ?? 0), to: at(edges[i + 1] ?? 0), count }));
    const [first, last] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 0];
    return histogram({
      ...text,
      kind: profile.kind,
      bins,
      isOneNumberABin: profile.kind === 'integer' && bins.every(({ from, to }) => to - from === 1),
      missing,
      hidden,
      ...(below > 0 ? { below: { bound: first, count: below } } : {}),
      ...(above > 0 ? { above: { bound: last, count: above } } : {}),
      ...(second === undefined
        ? {}
        : {
            label: 'now',
            reference: {
              label: second.label,
              counts: second.compared.countsBefore,
              missing: second.compared.missingBefore,
              below: second.compared.below,
              above: second.compared.above,
            },
          }),
    });
  }
  if (profile.frequent.length === 0) return undefined;
  const levels = profile.frequent.slice(0, mostLevels).map(({ value, count }, i) => ({
    level: levelText(value),
    count,
    ...(second === undefined ? {} : { reference: second.compared.countsBefore[i] ?? 0 }),
  }));
  const shown = levels.reduce((sum, { count }) => sum + count, 0);
  const rest = profile.n - missing - shown;
  const shownBefore = levels.reduce((sum, { reference = 0 }) => sum + reference, 0);
  const other = {
    levels: Math.max(1, profile.distinct - levels.length),
    count: Math.max(0, rest),
    ...(second === undefined
      ? {}
      : { reference: Math.max(0, second.rows - second.compared.missingBefore - shownBefore) }),
  };
  return levelBars({
    ...text,
    levels,
    missing,
    ...(other.count > 0 || (other.reference ?? 0) > 0 ? { other } : {}),
    ...(second === undefined
      ? {}
      : {
          label: 'now',
          reference: { label: second.label, rows: second.rows, missing: second.compared.missingBefore },
        }),
  });
}

/** The column's distribution in a sentence. */
export function distributionSentence(profile: ColumnProfile): string {
  const { column, n, missing, frequent } = profile;
  const present = n - missing;
  if (present === 0) return `${column} is empty`;
  const first = frequent[0];
  const isListed = profile.distinct <= fewValues && first !== undefined;
  if (profile.kind === 'text' || profile.kind === 'boolean' || isListed) {
    if (first === undefined) return `${column}: no value stands in five rows or more`;
    return `${column} is ${levelText(first.value)} in ${formatValue(first.count / present, 'share')} of its rows`;
  }
  const at = (share: number): string | undefined => {
    const found = profile.quantiles.find((one) => one.share === share)?.value;
    if (found === undefined) return undefined;
    return typeof found === 'string'
      ? found.replace('T', ' ').replace(/(:\d\d)?(\.\d+)?Z$/, '')
      : numberText(found, profile.kind);
  };
  const [low, high] = [at(0.25), at(0.75)];
  if (low === undefined || high === undefined) return `${column}: ${formatCount(present, 'value')}`;
  return low === high ? `Half or more of ${column} is ${low}` : `Half of ${column} lies between ${low} and ${high}`;
}

/** A frequent value as people read it. */
export function levelText(value: FrequentValue['value']): string {
  if (value === '') return '(empty text)';
  return typeof value === 'number' ? numberText(value, 'number') : shortText(String(value));
}

type WithHistogram = Extract<ColumnProfile, { kind: 'number' | 'integer' | 'date' | 'instant' }> & {
  readonly histogram: NonNullable<unknown>;
};

function hasHistogram(profile: ColumnProfile): profile is WithHistogram {
  return 'histogram' in profile && profile.histogram !== null && profile.histogram.counts.length > 0;
}

function numberAt(edge: number | string, kind: ColumnProfile['kind']): number {
  if (typeof edge === 'number') return edge;
  return timeValue(edge, kind === 'instant' ? 'instant' : 'date');
}
