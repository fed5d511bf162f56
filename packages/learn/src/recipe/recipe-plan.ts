import type { ColumnKind } from '@tend/table';
import type { EstimatorName } from '../estimator.ts';
import type { ParameterValues } from '../parameters.ts';

/** One step of a preparation that was proposed and not fitted yet: data, with the reason a person can read. */
export interface PlannedStep {
  /** A name of `step-registry.ts`. */
  readonly step: string;
  /** Columns of the table or what earlier steps made. */
  readonly columns: readonly string[] | ColumnSelector;
  /** Those of the step's definition; absent ones have their defaults. */
  readonly parameters?: ParameterValues;
  readonly reason: string;
}

/** The columns of these kinds, as they are when the step's turn comes. */
export interface ColumnSelector {
  readonly kinds: readonly ColumnKind[];
  readonly except?: readonly string[] | undefined;
  /** Only those that earlier steps made. */
  readonly onlyMade?: true | undefined;
}

export interface DroppedColumn {
  readonly column: string;
  readonly why: 'empty' | 'constant' | 'almostConstant' | 'identifier' | 'freeText' | 'noCycle' | 'notNeeded';
  readonly reason: string;
}

/** What will be done to which column, and why; nothing in it was computed from values other than the training rows. */
export interface RecipePlan {
  readonly for: EstimatorName;
  readonly steps: readonly PlannedStep[];
  readonly dropped: readonly DroppedColumn[];
  /** The columns of the table that a selector may choose; absent: only what earlier steps made. */
  readonly columns?: readonly string[];
}
