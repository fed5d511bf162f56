import { canonicalJson, columnOf, type Table } from '@tend/table';
import type { EstimatorName } from '../estimator.ts';
import { columnSetting } from './proposal/column-proposal.ts';
import { numberSteps } from './proposal/number-steps.ts';
import { textSteps } from './proposal/text-steps.ts';
import type { DroppedColumn, PlannedStep, RecipePlan } from './recipe-plan.ts';
import type { StepTarget } from './step-definition.ts';

export interface RecipeOptions {
  readonly for: EstimatorName;
  /** The charter's rule of thumb; needed for the estimator `rule`. */
  readonly ruleExpression?: string;
  readonly aliases?: Readonly<Record<string, string>>;
  /** The column that orders the rows: its date parts say so in their reason. */
  readonly timeColumn?: string;
  /** What is to be learnt, one entry a training row: numbers whose relation to it is no line get ranges for linear models. */
  readonly target?: StepTarget;
  /** Whether free text becomes words; default true. */
  readonly readsWords?: boolean;
}

/**
 * Proposes how to prepare these columns for an estimator, each step and each dropped column with its reason, from the
 * training rows alone. RangeError for an unknown column, for a target of another length, and for the estimator `rule` without
 * a rule.
 */
export function proposeRecipe(
  table: Table,
  trainRows: Int32Array,
  columns: readonly string[],
  options: RecipeOptions,
): RecipePlan {
  const { target, timeColumn, readsWords = true } = options;
  if (constants.includes(options.for) || options.for === 'rule') return planWithoutColumns(columns, options);
  if (target !== undefined && target.y.length !== trainRows.length)
    throw new RangeError(`the target has ${target.y.length} entries, there are ${trainRows.length} training rows`);
  const setting = columnSetting(options.for, trainRows.length);
  const texts = {
    readsWords,
    canEncode: target !== undefined && target.task !== 'ranking',
    isTimed: timeColumn !== undefined && columnOf(table, timeColumn).kind !== 'text',
  };
  const steps: PlannedStep[] = [];
  const dropped: DroppedColumn[] = [];
  for (const name of columns) {
    const column = columnOf(table, name);
    const found =
      column.kind === 'text'
        ? textSteps(column, trainRows, setting, texts)
        : numberSteps(column, trainRows, setting, timeColumn, target);
    if ('why' in found) dropped.push(found);
    else for (const step of found) addStep(steps, step);
  }
  return { for: options.for, steps, dropped };
}

/** Columns that follow one another with the same step for the same reason share it. */
function addStep(steps: PlannedStep[], step: PlannedStep): void {
  const last = steps.at(-1);
  const isSame =
    last?.step === step.step &&
    last.reason === step.reason &&
    canonicalJson(last.parameters ?? {}) === canonicalJson(step.parameters ?? {});
  if (isSame && !('kinds' in last.columns) && !('kinds' in step.columns))
    steps[steps.length - 1] = { ...last, columns: [...last.columns, ...step.columns] };
  else steps.push(step);
}

/** Baselines that answer the same for every row. */
const constants: readonly EstimatorName[] = ['majority', 'mostFrequent', 'mean', 'median', 'quantile'];

function planWithoutColumns(columns: readonly string[], options: RecipeOptions): RecipePlan {
  const reason = `the ${options.for} estimator reads no column by itself`;
  const dropped = columns.map((column): DroppedColumn => ({ column, why: 'notNeeded', reason }));
  if (options.for !== 'rule') return { for: options.for, steps: [], dropped };
  if (options.ruleExpression === undefined) throw new RangeError('the estimator "rule" needs a rule expression');
  const step: PlannedStep = {
    step: 'expression',
    columns: [],
    parameters: {
      expression: options.ruleExpression,
      aliases: options.aliases ?? {},
      gives: 'condition',
      name: 'rule',
    },
    reason: 'the rule in use today, as the charter states it',
  };
  return { for: options.for, steps: [step], dropped };
}
