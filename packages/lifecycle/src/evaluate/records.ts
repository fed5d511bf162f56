import type { CriterionOutcome, Measurement } from '@tend/protocol';

export interface SliceBody {
  readonly column: string;
  readonly level: string;
  readonly measurements: readonly Measurement[];
}

export interface CalibrationBinBody {
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Measured quality of one model on rows it never saw, and what the charter says of it. */
export interface EvaluationBody {
  readonly inputs: {
    readonly charter: string;
    readonly model: string;
    readonly snapshot: string | null;
    readonly split: string | null;
    readonly champion: string | null;
  };
  readonly population: {
    readonly rows: number;
    readonly positives: number;
    readonly description: string;
    readonly withoutOutcome: number;
  };
  readonly threshold: number;
  readonly measurements: readonly Measurement[];
  readonly comparisons: readonly { readonly versus: string; readonly measurements: readonly Measurement[] }[];
  readonly calibration: readonly CalibrationBinBody[];
  readonly slices: readonly SliceBody[];
  readonly costPerCase: Readonly<Record<string, number>>;
  readonly criteria: readonly Omit<CriterionOutcome, 'waiver'>[];
  /** How many models have met these test rows, this one included. */
  readonly looks: number;
}
