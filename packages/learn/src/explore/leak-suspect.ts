import type { Redundancy } from './find-redundancies.ts';
import type { RegionKind } from './regions-of.ts';
import type { SourceFormula } from './source-formulas.ts';

/** A column that seems to know the outcome: a value written after it, or the outcome in disguise. */
export interface LeakSuspect {
  readonly column: string;
  /** `certain`: on all rows a value gives the outcome away; `suspect`: a person should say when the value becomes known. */
  readonly grade: 'certain' | 'suspect';
  readonly evidence: LeakEvidence;
  /** Rows in the region, and of how many regions of this column it is the one that stands out. */
  readonly n: number;
  readonly regionsTried: number;
  /** Relations to other columns under suspicion: total = other + repair. */
  readonly tiedTo: readonly Redundancy[];
}

/** What one look at a column gives. */
export type Evidence = Pick<LeakSuspect, 'grade' | 'evidence' | 'n'>;

export type LeakEvidence =
  | {
      /** Each of its values goes with one outcome, or with one value of a column that the target is computed from. */
      readonly type: 'function';
      readonly source?: string;
      /** Share of rows on which the value gives the outcome, of `levels` values. */
      readonly share: number;
      readonly levels: number;
    }
  | {
      /** In one region of the column nearly all rows have the same outcome. */
      readonly type: 'region';
      readonly kind: RegionKind;
      /** Continues "where <column> ...": `is not 0`, `is missing`. */
      readonly where: string;
      readonly outcome: 0 | 1;
      /** How rows of that outcome are called: `positive`, `"BOMBAY"`, `above 451`. */
      readonly said: string;
      readonly purity: number;
      /** Lower bound of the purity at 95%, corrected for the regions tried in this column. */
      readonly purityLow: number;
      /** Share of that outcome on the other rows, and on all rows. */
      readonly rateOutside: number;
      readonly baseRate: number;
      /** For comparison: the median over the other columns of their best such lower bound. */
      readonly typicalPurityLow: number;
      /** Where the region is a half of the entered values: all of them. */
      readonly entered?: { readonly where: string; readonly n: number; readonly purity: number };
    }
  | {
      /** Each pair of its values and those of another column goes with one outcome. */
      readonly type: 'pair';
      readonly partner: string;
      readonly share: number;
      readonly levels: number;
    }
  | {
      /** A number that the target is computed from follows from it, alone or with another column. */
      readonly type: 'source';
      readonly source: string;
      readonly formula: SourceFormula;
    }
  | {
      /** It is filled where the outcome is known and empty where it is not. */
      readonly type: 'recorded';
      readonly missingWhereUnknown: number;
      readonly missingWhereKnown: number;
    }
  | {
      /** A time that is often later than the time of its row. */
      readonly type: 'later';
      readonly timeColumn: string;
      readonly share: number;
      readonly shareLow: number;
    }
  | {
      /** A number that was handed out to the rows. */
      readonly type: 'identifier';
      readonly isRowNumber: boolean;
      /** What it explains of the outcome, and what the outcome of the row with the next smaller number does. */
      readonly skill: number;
      readonly neighbour: number;
    }
  | {
      /** Without it the other columns, many of which say something, explain far less than all do. */
      readonly type: 'strongest';
      readonly measure: 'variance' | 'entropy';
      readonly skill: number;
      readonly skillWithout: number;
      readonly others: number;
    }
  | {
      /** By itself it separates the classes almost perfectly. */
      readonly type: 'alone';
      readonly auc: number;
      /** The next best column that is not redundant to it. */
      readonly nextAuc: number;
    }
  | {
      /** It can be computed from suspects, and where it is not at its default the outcome differs too. */
      readonly type: 'derived';
      readonly where: string;
      readonly purity: number;
      readonly baseRate: number;
    };
