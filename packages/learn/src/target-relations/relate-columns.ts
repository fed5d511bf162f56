import { adjustFalseDiscovery } from '@tend/kernels';
import { columnOf } from '@tend/table';
import { coarseColumn } from '../associations/coarse-column.ts';
import type { CodedColumns } from '../associations/coded-columns.ts';
import type { DenseColumn } from '../associations/dense-column.ts';
import type { LeakTarget } from '../explore/leak-target.ts';
import type { ColumnRelation, RelationStrength } from './column-relation.ts';
import { foldSums } from './fold-sums.ts';
import { heldOutAuc } from './held-out-auc.ts';
import { heldOutVariance } from './held-out-variance.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { targetCurve } from './target-curve.ts';

const confidence = 0.95;
/** A bin of fewer rows tells more about its rows than about its values. */
const leastRows = 20;
const bins = { strength: 24, curve: 12 };
const mostLevels = 20;

/**
 * Relates each of these columns alone to the target, over those rows whose outcome is known; nothing where fewer than
 * 20 have one or all have the same. RangeError for an unknown column.
 */
export function relateColumns(
  coded: CodedColumns,
  target: LeakTarget,
  columns: readonly string[],
): readonly ColumnRelation[] {
  const outcome = outcomeOf(target, coded.rows);
  for (const name of columns) columnOf(coded.table, name);
  if (outcome === undefined) return [];
  const known = coded.among(outcome.rows);
  const found = columns.map((name) => relate(known.of(name), outcome));
  const tested = found.flatMap(({ strength }) => (strength === undefined ? [] : [strength.pValue]));
  const adjusted = adjustFalseDiscovery(tested)[Symbol.iterator]();
  return found.map((relation) =>
    relation.strength === undefined
      ? relation
      : { ...relation, strength: { ...relation.strength, adjusted: adjusted.next().value ?? 1 } },
  );
}

function relate(dense: DenseColumn, outcome: Outcome): ColumnRelation {
  const least = Math.max(5, Math.min(leastRows, Math.floor(outcome.rows.length / 20)));
  const coarse = coarseColumn(dense, { bins: bins.curve, levels: mostLevels, leastRows: least });
  const strength = strengthOf(dense, outcome, least);
  return {
    column: dense.name,
    kind: dense.kind,
    n: outcome.rows.length,
    missing: dense.missing,
    ...(strength === undefined ? {} : { strength }),
    curve: targetCurve(coarse, outcome, confidence),
  };
}

function strengthOf(dense: DenseColumn, outcome: Outcome, least: number): RelationStrength | undefined {
  const { codes, count } = scoringCodes(dense, least);
  const sums = foldSums(codes, count, outcome);
  const common = { confidence, n: outcome.rows.length, adjusted: 1 };
  if (outcome.type === 'number') return { measure: 'shareOfVariance', ...heldOutVariance(sums, confidence), ...common };
  const auc = heldOutAuc(sums, outcome.asked, confidence);
  return auc === undefined ? undefined : { measure: 'auc', ...auc, ...common };
}

/** Bins of numbers; every level, however rare: its few rows are drawn to the average. */
function scoringCodes(
  dense: DenseColumn,
  least: number,
): { readonly codes: Int32Array | Uint8Array; readonly count: number } {
  if (dense.as === 'levels') return { codes: dense.codes, count: dense.counts.length + 1 };
  const { codes, bins: made } = coarseColumn(dense, { bins: bins.strength, levels: 2, leastRows: least });
  return { codes, count: made.length + 1 };
}
