import type { Table } from '@tend/table';
import { associateColumns } from '../associations/associate-columns.ts';
import type { Associations } from '../associations/association.ts';
import { type RedundantGroup, redundantGroups } from '../associations/redundant-groups.ts';
import { type VarianceInflation, varianceInflation } from '../associations/variance-inflation.ts';
import type { ColumnRelation } from '../target-relations/column-relation.ts';
import { relateColumns } from '../target-relations/relate-columns.ts';
import { type PairRelations, relatePairs } from '../target-relations/relate-pairs.ts';
import type { LeakTarget } from './leak-target.ts';

/** How columns go together, with each other and with the target: aggregates, no values of single rows. */
export interface Relations {
  readonly associations: Associations;
  /** Each column alone with the target, in the order asked. */
  readonly columns: readonly ColumnRelation[];
  /** Without the columns that may give the target away; of each redundant group only the one to keep. */
  readonly pairs: PairRelations;
  readonly groups: readonly RedundantGroup[];
  readonly inflation: VarianceInflation;
}

/**
 * Relates these columns to each other and to the target on these rows. `suspects` may give the target away: they are left
 * out of interactions and reversals, where they would stand in every pair. RangeError for an unknown column.
 */
export function exploreRelations(
  table: Table,
  rows: Int32Array,
  target: LeakTarget,
  columns: readonly string[],
  suspects: ReadonlySet<string> = new Set(),
): Relations {
  const associations = associateColumns(table, rows, { columns });
  const related = relateColumns(table, rows, target, columns);
  const strengths = new Map(related.map(({ column, strength }) => [column, strength?.value ?? 0]));
  const groups = redundantGroups(associations, strengths);
  const spare = new Set(groups.flatMap(({ columns: alike, keep }) => alike.filter((name) => name !== keep)));
  return {
    associations,
    columns: related,
    pairs: relatePairs(
      table,
      rows,
      target,
      columns.filter((name) => !suspects.has(name) && !spare.has(name)),
    ),
    groups,
    inflation: varianceInflation(table, rows, columns),
  };
}
