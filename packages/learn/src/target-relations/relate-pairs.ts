import type { CodedColumns } from '../associations/coded-columns.ts';
import { affordableRows } from '../associations/draw-rows.ts';
import { type LeakTarget, rowsOfKnownTarget } from '../explore/leak-target.ts';
import { cellPairs } from './cell-pairs.ts';
import { findInteractions } from './find-interactions.ts';
import { findReversals } from './find-reversals.ts';
import type { Interaction } from './interaction.ts';
import { outcomeOf } from './outcome.ts';
import type { Reversal } from './reversal.ts';

/** What pairs of columns say about the target that single ones do not. */
export interface PairRelations {
  /** Rows of known outcome, and those read: a sample where there are too many. */
  readonly rowCount: number;
  readonly sampleSize: number;
  /** How many were tested; those told are the strongest ten beyond noise. */
  readonly tested: { readonly interactions: number; readonly reversals: number };
  readonly interactions: readonly Interaction[];
  readonly reversals: readonly Reversal[];
}

/**
 * Interactions and Simpson's reversals among all pairs of these columns (leave out those that give the target away). Of too
 * many rows a sample is read (`affordableRows`). RangeError for an unknown column.
 */
export function relatePairs(coded: CodedColumns, target: LeakTarget, columns: readonly string[]): PairRelations {
  const known = coded.among(rowsOfKnownTarget(target, coded.rows));
  const sample = known.sample(affordableRows(columns.length));
  const outcome = outcomeOf(target, sample.rows);
  const pairs = outcome === undefined ? [] : cellPairs(sample, columns, outcome);
  const none = { tested: 0, interactions: [], reversals: [] };
  const found = outcome === undefined ? none : findInteractions(pairs, outcome);
  const turned = outcome === undefined ? none : findReversals(pairs, outcome);
  return {
    rowCount: known.rows.length,
    sampleSize: sample.rows.length,
    tested: { interactions: found.tested, reversals: turned.tested },
    interactions: found.interactions,
    reversals: turned.reversals,
  };
}
