import type { ColumnKind } from '@tend/table';
import type { Targets } from '../estimator.ts';
import type { ParameterSpace, ParametersOf } from '../parameters.ts';
import type { RunContext, Runner } from './runner.ts';
import type { TrainingColumn, WorkingColumn } from './working-column.ts';

/**
 * One way to prepare columns. What it learns from training rows is plain JSON; how it computes follows from that alone. One file
 * of `steps/` defines each, `step-registry.ts` lists them.
 */
export interface StepDefinition<Learned = unknown, Space extends ParameterSpace = ParameterSpace> {
  readonly name: string;
  /** One sentence: what it makes of what. */
  readonly description: string;
  readonly parameters: Space;
  /** The kinds of columns it can read. */
  readonly reads: readonly ColumnKind[];
  /** `each`: fitted to every named column by itself; `together`: to all of them at once. */
  readonly columns: 'each' | 'together';
  /** Whether what it reads stays a feature: a column that a step replaces does not. */
  readonly keepsInputs?: true;
  /** Whether it looks its inputs up among earlier rows: they must be columns of the table as it is. */
  readonly looksBack?: true;
  /** Present where the parameters name the columns and the plan does not: those it reads, of the known ones. */
  names?(parameters: ParametersOf<Space>, known: readonly WorkingColumn[]): readonly string[];
  /** What the parameters ask for beyond their constraints, as a sentence; undefined where all is well. */
  check?(parameters: ParametersOf<Space>, inputs: readonly TrainingColumn[], context: StepContext): string | undefined;
  /** Learns from the training rows; finite numbers, texts, flags, lists and records only. */
  fit(parameters: ParametersOf<Space>, inputs: readonly TrainingColumn[], context: StepContext): Learned;
  /** What was learnt, from stored JSON; MalformedModel for anything that `fit` could not have made of such columns. */
  parse(json: unknown, path: string, inputs: readonly WorkingColumn[]): Learned;
  outputs(learned: Learned, inputs: readonly WorkingColumn[]): readonly StepOutput[];
  run(learned: Learned, inputs: readonly WorkingColumn[], context: RunContext): Runner;
  /** What it does to its columns, as a sentence without a full stop. */
  explain(learned: Learned, inputs: readonly WorkingColumn[]): string;
  /**
   * Present where training rows get other values than the same rows later, such as values out of fold; one array an output, one
   * number a training row.
   */
  trainingValues?(
    parameters: ParametersOf<Space>,
    inputs: readonly TrainingColumn[],
    context: StepContext,
  ): readonly Float64Array[];
}

/** A column that a step makes; where its name is taken by another column, a number is put behind it. */
export interface StepOutput extends WorkingColumn {
  /** The places of the inputs it comes from; absent: all of them. */
  readonly from?: readonly number[];
}

/** What a step may learn from besides its columns, one entry a training row. */
export interface StepContext {
  readonly rowCount: number;
  readonly target?: StepTarget;
  /** When the row was: days or milliseconds, NaN for unknown. */
  readonly time?: Float64Array;
  /** The fold of each row, from 0; absent: steps that need folds make their own from the seed. */
  readonly folds?: Int32Array;
  readonly seed: number;
}

/** What is to be learnt; absent task: `binary`. */
export interface StepTarget extends Pick<Targets, 'task' | 'y' | 'classCount'> {
  /** What classes are called, the first one first, where there are several. */
  readonly classes?: readonly string[];
}

/** A definition with the types of its parameters and of what it learns. */
export function defineStep<Learned, const Space extends ParameterSpace>(
  definition: StepDefinition<Learned, Space>,
): StepDefinition<Learned> {
  return definition as unknown as StepDefinition<Learned>;
}
