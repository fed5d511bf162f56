import type { ColumnDrift } from './column-drift.ts';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';
import { compareCells } from './compare-cells.ts';
import { type ComparedWindow, comparedWindow, type Window } from './compared-window.ts';
import { likelyFactor } from './likely-factor.ts';
import { referenceCuts } from './reference-cuts.ts';
import { countsOfReference, type RowCounts } from './row-counts.ts';

export interface CompareOptions {
  /** The unit of the reference, e.g. `knots`; a unit named in the column's name serves otherwise. */
  readonly unit?: string;
}

/**
 * Compares a window of a column (its rows, their sketch or their aggregate) with the reference.
 *
 * Numbers are counted between the reference's deciles, a value that fills several deciles having a bin of its own; texts
 * by value. The counts are compared by the two-sample chi-square test. That the reference chose the bins does no harm:
 * the window's share of such a bin varies about the reference's by p (1 - p) (1/n + 1/N), as for two samples in fixed
 * bins. Throws RangeError where one is text and the other is not.
 */
export function compareColumn(reference: ColumnReference, window: Window, options: CompareOptions = {}): ColumnDrift {
  return compareWindow(reference, comparedWindow(window), options);
}

/** As `compareColumn`, for a window that was made ready before. */
export function compareWindow(
  reference: ColumnReference,
  window: ComparedWindow,
  options: CompareOptions = {},
): ColumnDrift {
  if (reference.kind === 'text' && window.kind === 'text')
    return compareTexts(reference, window.described, window.counts);
  if (reference.kind !== 'text' && window.kind !== 'text')
    return compareNumbers(reference, window.described, window.counts, options);
  throw new RangeError(`${reference.column}: expected a window of ${reference.kind}, came ${window.described.kind}`);
}

function compareNumbers(
  reference: NumericReference,
  described: NumericReference,
  counts: RowCounts,
  options: CompareOptions,
): ColumnDrift {
  const presentBefore = reference.n - reference.missing;
  const presentNow = described.n - described.missing;
  const countsBefore = countsOfReference(reference);
  const cuts = referenceCuts(reference);
  const cells = compareCells(
    [...binCounts(cuts.map(countsBefore.atOrBelow), presentBefore), reference.missing],
    [...binCounts(cuts.map(counts.atOrBelow), presentNow), described.missing],
  );
  const bothPresent = presentBefore > 0 && presentNow > 0;
  let distance = 0;
  if (bothPresent)
    for (const point of reference.quantiles) {
      const apart = countsBefore.atOrBelow(point) / presentBefore - counts.atOrBelow(point) / presentNow;
      distance = Math.max(distance, Math.abs(apart));
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
    unseenShare: bothPresent ? outside(reference, counts, presentNow) : 0,
    ...(factor === undefined ? {} : { likelyFactor: factor }),
  };
}

/** Share of present values below the reference's least or above its largest. */
function outside({ quantiles }: NumericReference, counts: RowCounts, presentNow: number): number {
  const least = quantiles[0] ?? Number.NEGATIVE_INFINITY;
  const largest = quantiles.at(-1) ?? Number.POSITIVE_INFINITY;
  return (counts.below(least) + presentNow - counts.atOrBelow(largest)) / presentNow;
}

function compareTexts(
  reference: TextReference,
  described: TextReference,
  counts: ReadonlyMap<string, number>,
): ColumnDrift {
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
