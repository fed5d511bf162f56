import { associateColumns } from '../associations/associate-columns.ts';
import type { Associations } from '../associations/association.ts';
import type { CodedColumns } from '../associations/coded-columns.ts';
import { type RedundantGroup, redundantGroups } from '../associations/redundant-groups.ts';
import { type VarianceInflation, varianceInflation } from '../associations/variance-inflation.ts';
import type { ColumnRelation } from '../target-relations/column-relation.ts';
import { relateColumns } from '../target-relations/relate-columns.ts';
import { type PairRelations, relatePairs } from '../target-relations/relate-pairs.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';

/** How columns go together, with each other and with the target: aggregates, no values of single rows. */
export interface Relations {
  /** Of at most 200 columns: those that go best with the target, or the first ones. */
  readonly associations: Associations;
  readonly notAssociated: number;
  /** Each column alone with the target, in the order asked. */
  readonly columns: readonly ColumnRelation[];
  /** Without the columns that may give the target away; of each redundant group only the one to keep. */
  readonly pairs: PairRelations;
  readonly groups: readonly RedundantGroup[];
  readonly inflation: VarianceInflation;
}

const mostAssociated = 200;

/**
 * Relates these columns to each other, and to the target where there is one. `suspects` may give the target away: they are left
 * out of interactions and reversals, where they would stand in every pair. RangeError for an unknown column.
 */
export function exploreRelations(
  coded: CodedColumns,
  target: LeakTarget | undefined,
  columns: readonly string[],
  suspects: ReadonlySet<string> = new Set(),
): Relations {
  const known = target === undefined ? coded : coded.among(rowsOfKnownTarget(target, coded.rows));
  const related = target === undefined ? [] : relateColumns(known, target, columns);
  const strengths = new Map(related.map(({ column, strength }) => [column, strength?.value ?? 0]));
  // Pairs grow with the square: of 2,000 columns there are two million.
  const strongest = columns.toSorted((a, b) => (strengths.get(b) ?? 0) - (strengths.get(a) ?? 0));
  const paired = new Set(strongest.slice(0, mostAssociated));
  const asked = columns.filter((name) => paired.has(name));
  const associations = associateColumns(coded, { columns: asked });
  const groups = redundantGroups(associations, strengths);
  const spare = new Set(groups.flatMap(({ columns: alike, keep }) => alike.filter((name) => name !== keep)));
  return {
    associations,
    notAssociated: columns.length - asked.length,
    columns: related,
    pairs:
      target === undefined
        ? { rowCount: 0, sampleSize: 0, tested: { interactions: 0, reversals: 0 }, interactions: [], reversals: [] }
        : relatePairs(
            known,
            target,
            asked.filter((name) => !suspects.has(name) && !spare.has(name)),
          ),
    groups,
    inflation: varianceInflation(coded, asked),
  };
}
