import { sortedPresent } from '@tend/kernels';
import type { Column } from '@tend/table';
import type { ColumnDrift } from './column-drift.ts';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';
import { compareCells } from './compare-cells.ts';
import { describeColumn } from './describe-column.ts';
import { likelyFactor } from './likely-factor.ts';
import { countAtOrBelow, countBelow, countUpTo, referenceCuts } from './reference-cuts.ts';

export interface CompareOptions {
  /** The unit of the reference, e.g. `knots`; a unit named in the column's name serves otherwise. */
  readonly unit?: string;
}

/**
 * Compares a window of a column (its rows, or their aggregate) with the reference.
 *
 * Numbers are counted between the reference's deciles, a value that fills several deciles having a bin of its own; texts
 * by value. The counts are compared by the two-sample chi-square test. That the reference chose the bins does no harm:
 * the window's share of such a bin varies about the reference's by p (1 - p) (1/n + 1/N), as for two samples in fixed
 * bins. Throws RangeError where one is text and the other is not.
 */
export function compareColumn(
  reference: ColumnReference,
  window: Column | ColumnReference,
  options: CompareOptions = {},
): ColumnDrift {
  return compareDescribed(reference, 'n' in window ? window : describeColumn(window), window, options);
}

/** As `compareColumn`, for a window whose aggregate is known: from rows the counts are exact, from the aggregate they are read. */
export function compareDescribed(
  reference: ColumnReference,
  described: ColumnReference,
  window: Column | ColumnReference,
  options: CompareOptions,
): ColumnDrift {
  if (reference.kind === 'text' && described.kind === 'text') return compareTexts(reference, window, described);
  if (reference.kind !== 'text' && described.kind !== 'text')
    return compareNumbers(reference, described, 'values' in window ? sortedPresent(window.values) : described, options);
  throw new RangeError(`${reference.column}: expected a window of ${reference.kind}, came ${described.kind}`);
}

/** By the window's sorted present values, or by its aggregate alone. */
function compareNumbers(
  reference: NumericReference,
  described: NumericReference,
  present: Float64Array | NumericReference,
  options: CompareOptions,
): ColumnDrift {
  const presentBefore = reference.n - reference.missing;
  const presentNow = described.n - described.missing;
  const cuts = referenceCuts(reference);
  const cells = compareCells(
    [...binCounts(countAtOrBelow(reference, cuts), presentBefore), reference.missing],
    [...binCounts(countAtOrBelow(present, cuts), presentNow), described.missing],
  );
  const bothPresent = presentBefore > 0 && presentNow > 0;
  let distance = 0;
  if (bothPresent) {
    const before = countAtOrBelow(reference, reference.quantiles);
    const now = countAtOrBelow(present, reference.quantiles);
    for (const [i, count] of before.entries())
      distance = Math.max(distance, Math.abs(count / presentBefore - (now[i] ?? 0) / presentNow));
  }
  const isMeasure = reference.kind === 'number' || reference.kind === 'integer';
  const factor = isMeasure
    ? likelyFactor(reference.quantiles, described.quantiles, { unit: options.unit ?? reference.column })
    : undefined;
  return {
    ...shares(reference, described),
    statistic: cells.statistic,
    pValue: cells.pValue,
    effect: cells.populationStabilityIndex,
    effectName: 'populationStabilityIndex',
    distance,
    unseenShare: bothPresent ? outside(reference, present, presentNow) : 0,
    ...(factor === undefined ? {} : { likelyFactor: factor }),
  };
}

/** Share of present values below the reference's least or above its largest. */
function outside(reference: NumericReference, present: Float64Array | NumericReference, presentNow: number): number {
  const least = reference.quantiles[0] ?? Number.NEGATIVE_INFINITY;
  const largest = reference.quantiles.at(-1) ?? Number.POSITIVE_INFINITY;
  if (present instanceof Float64Array)
    return (countBelow(present, least) + present.length - countUpTo(present, largest)) / presentNow;
  const [upToLeast = 0, upToLargest = 0] = countAtOrBelow(present, [least, largest]);
  const belowLeast = (present.quantiles[0] ?? least) < least ? upToLeast : 0;
  return (belowLeast + presentNow - upToLargest) / presentNow;
}

function compareTexts(
  reference: TextReference,
  window: Column | ColumnReference,
  described: TextReference,
): ColumnDrift {
  const counts = 'codes' in window ? countValues(window.codes, window.dictionary) : listedCounts(described);
  const presentBefore = reference.n - reference.missing;
  const presentNow = described.n - described.missing;
  const before = reference.frequent.map(({ count }) => count);
  const now = reference.frequent.map(({ value }) => counts.get(value) ?? 0);
  const unlisted = now.reduce((rest, count) => rest - count, presentNow);
  const cells = compareCells([...before, reference.other, reference.missing], [...now, unlisted, described.missing]);
  let distance = 0;
  if (presentBefore > 0 && presentNow > 0) {
    distance = Math.abs(reference.other / presentBefore - unlisted / presentNow) / 2;
    for (const [i, count] of before.entries())
      distance += Math.abs(count / presentBefore - (now[i] ?? 0) / presentNow) / 2;
  }
  return {
    ...shares(reference, described),
    statistic: cells.statistic,
    pValue: cells.pValue,
    effect: cells.populationStabilityIndex,
    effectName: 'populationStabilityIndex',
    distance,
    unseenShare: presentNow === 0 ? 0 : unlisted / presentNow,
  };
}

function shares(
  reference: ColumnReference,
  window: ColumnReference,
): Pick<ColumnDrift, 'column' | 'kind' | 'n' | 'missingShareReference' | 'missingShareWindow'> {
  return {
    column: reference.column,
    kind: reference.kind,
    n: window.n,
    missingShareReference: reference.n === 0 ? 0 : reference.missing / reference.n,
    missingShareWindow: window.n === 0 ? 0 : window.missing / window.n,
  };
}

function binCounts(upTo: readonly number[], total: number): number[] {
  return [...upTo, total].map((count, i, all) => count - (i === 0 ? 0 : (all[i - 1] ?? 0)));
}

function countValues(codes: Int32Array, dictionary: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const value = code < 0 ? undefined : dictionary[code];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function listedCounts(described: TextReference): Map<string, number> {
  return new Map(described.frequent.map(({ value, count }) => [value, count]));
}
