import type { EstimatorName } from '../../estimator.ts';
import { estimators } from '../../estimators/registry.ts';
import { grouped } from '../../explore/grouped.ts';
import type { DroppedColumn, PlannedStep } from '../recipe-plan.ts';

/** The steps that are proposed for one column, or why it is left out. */
export type ColumnProposal = readonly PlannedStep[] | DroppedColumn;

/** More rows would not change what is proposed: more are looked at in an even sample of so many. */
export const mostRowsSeen = 20_000;

/** What decides about a column besides its values. */
export interface ColumnSetting {
  /** Families that take numbers of any scale, missing values and codes of categories. */
  readonly isForTrees: boolean;
  /** A level or a difference seen on fewer rows tells next to nothing; small tables ask for less. */
  readonly leastRows: number;
}

/** The setting of an estimator that learns from so many rows. */
export function columnSetting(estimator: EstimatorName, rowCount: number): ColumnSetting {
  const isForTrees = estimators[estimator].categories === true;
  return { isForTrees, leastRows: Math.min(isForTrees ? 20 : 10, Math.max(2, Math.floor(rowCount / 20))) };
}

/**
 * Why a column tells nothing, if so. Missing counts as one more value: a column that is sometimes empty and otherwise constant
 * still says something.
 */
export function dropUninformative(
  column: string,
  rowCount: number,
  missing: number,
  mostFrequent: number,
  leastRows: number,
): DroppedColumn | undefined {
  if (missing === rowCount)
    return { column, why: 'empty', reason: `no value in any of ${grouped(rowCount)} training rows` };
  const different = rowCount - Math.max(mostFrequent, missing);
  if (different === 0)
    return { column, why: 'constant', reason: `one and the same value in all ${grouped(rowCount)} training rows` };
  if (different < leastRows)
    return {
      column,
      why: 'almostConstant',
      reason: `only ${different} of ${grouped(rowCount)} training rows differ from the most common value`,
    };
  return undefined;
}
