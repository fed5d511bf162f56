import { type Column, columnOf, type NumericColumn, type Table, type TextColumn } from '@tend/table';
import type { EstimatorName } from '../estimator.ts';
import { estimators } from '../estimators/registry.ts';
import { countLevels } from './level-counts.ts';
import { isAllDifferent, numberFacts } from './number-facts.ts';
import type { DroppedColumn, PlannedStep, RecipePlan } from './recipe-plan.ts';

export interface RecipeOptions {
  readonly for: EstimatorName;
  /** The charter's rule of thumb; needed for the estimator `rule`. */
  readonly ruleExpression?: string;
  readonly aliases?: Readonly<Record<string, string>>;
  /** The column that orders the rows: its date parts say so in their reason. */
  readonly timeColumn?: string;
}

/**
 * Proposes how to prepare these columns for an estimator, each step and each dropped column with its reason, from the
 * training rows alone. RangeError for an unknown column, and for the estimator `rule` without a rule.
 */
export function proposeRecipe(
  table: Table,
  trainRows: Int32Array,
  columns: readonly string[],
  options: RecipeOptions,
): RecipePlan {
  if (constants.includes(options.for) || options.for === 'rule') return planWithoutColumns(columns, options);
  const steps: PlannedStep[] = [];
  const dropped: DroppedColumn[] = [];
  for (const name of columns) {
    const found = planColumn(columnOf(table, name), trainRows, options);
    if ('why' in found) dropped.push(found);
    else steps.push(...found);
  }
  return { for: options.for, steps, dropped };
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

function planColumn(column: Column, rows: Int32Array, options: RecipeOptions): readonly PlannedStep[] | DroppedColumn {
  // A level or a difference seen on fewer rows tells next to nothing; small tables ask for less.
  const least = Math.min(isTree(options.for) ? 20 : 10, Math.max(2, Math.floor(rows.length / 20)));
  if (column.kind === 'text') return planText(column, rows, least, isTree(options.for));
  return planNumeric(column, rows, least, options);
}

function planNumeric(
  column: NumericColumn,
  rows: Int32Array,
  least: number,
  options: RecipeOptions,
): readonly PlannedStep[] | DroppedColumn {
  const { missing, mostFrequent, smallest, largest } = numberFacts(column, rows);
  const empty = dropUninformative(column.name, rows.length, missing, mostFrequent, least);
  if (empty !== undefined) return empty;
  const isForTrees = isTree(options.for);
  const name = column.name;
  const gaps = missing > 0 ? `${missing} of ${rows.length} missing` : '';
  if (column.kind === 'date' || column.kind === 'instant')
    return planTime(name, column.kind, isForTrees, name === options.timeColumn);
  if (column.kind === 'boolean') {
    const reason = `true or false as 1 or 0${gaps === '' ? '' : `; ${gaps}`}`;
    if (isForTrees) return [{ step: 'passThrough', columns: [name], reason }];
    const parameters = { strategy: 'mean', indicator: true };
    return [
      {
        step: 'impute',
        columns: [name],
        parameters,
        reason: `${reason}, filled with the share of true${missing > 0 ? ' and flagged' : ''}`,
      },
    ];
  }
  if (column.kind === 'integer' && missing === 0 && rows.length >= 50 && largest - smallest < 2 * rows.length)
    if (isAllDifferent(column, rows, smallest, largest))
      return {
        column: name,
        why: 'identifier',
        reason: `a running number: ${rows.length} rows, all different, within a span of ${largest - smallest + 1}`,
      };
  if (isForTrees) {
    const reason = `a number as it is${missing > 0 ? `; ${gaps}, which the trees treat as a value of its own` : ''}`;
    return [{ step: 'passThrough', columns: [name], reason }];
  }
  const filled =
    missing > 0
      ? `${gaps}: filled with the median and flagged`
      : 'none missing in training; one that is missing later becomes the median';
  return [
    {
      step: 'clip',
      columns: [name],
      reason: 'held within the 0.5% and 99.5% quantiles so that no single value dominates',
    },
    {
      step: 'scale',
      columns: [name],
      reason: 'a number, standardised so that the penalty weighs columns of all units alike',
    },
    { step: 'impute', columns: [name], parameters: { indicator: true }, reason: filled },
  ];
}

function planTime(
  name: string,
  kind: 'date' | 'instant',
  isForTrees: boolean,
  isTime: boolean,
): readonly PlannedStep[] {
  const parts = kind === 'date' ? 'month and weekday' : 'month, weekday and hour (UTC)';
  const reason = `${isTime ? 'the time of the row' : 'a time'}: ${parts}; no year or trend, which would have to be extrapolated beyond the training rows`;
  if (isForTrees) return [{ step: 'dateParts', columns: [name], reason }];
  const weekday = { parts: ['weekday'], form: 'oneHot', missing: 'flag' };
  return [
    {
      step: 'dateParts',
      columns: [name],
      parameters: { parts: kind === 'date' ? ['month'] : ['month', 'hour'], form: 'cycle', missing: 'zero' },
      reason: `${reason}; as points on a circle, so that December stands beside January`,
    },
    { step: 'dateParts', columns: [name], parameters: weekday, reason: `${reason}; a feature for each weekday` },
  ];
}

/** Families that take numbers of any scale, missing values and codes of categories. */
function isTree(estimator: EstimatorName): boolean {
  return estimators[estimator].categories === true;
}

/** Features that one column may become. */
const maxOneHotLevels = 128;
/** Bins that a histogram has for categories. */
const maxCategories = 254;

function planText(
  column: TextColumn,
  rows: Int32Array,
  least: number,
  isForTrees: boolean,
): readonly PlannedStep[] | DroppedColumn {
  const { missing, counts } = countLevels(column, rows);
  const present = rows.length - missing;
  let [distinct, mostFrequent, frequent, characters] = [0, 0, 0, 0];
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue;
    distinct++;
    mostFrequent = Math.max(mostFrequent, count);
    if (count >= least) frequent++;
    characters += column.dictionary[code]?.length ?? 0;
  }
  const name = column.name;
  const uninformative = dropUninformative(name, rows.length, missing, mostFrequent, least);
  if (uninformative !== undefined) return uninformative;
  const share = distinct / present;
  if (share >= 0.5 && characters > 40 * distinct)
    return {
      column: name,
      why: 'freeText',
      reason: `free text: ${distinct} different texts in ${present} rows, ${Math.round(characters / distinct)} characters on average; words are not read yet`,
    };
  if (share >= 0.9)
    return {
      column: name,
      why: 'identifier',
      reason: `like an identifier: ${distinct} different values in ${present} rows`,
    };
  if (frequent === 0)
    return {
      column: name,
      why: 'identifier',
      reason: `none of its ${distinct} values occurs in at least ${least} of ${rows.length} rows`,
    };
  const maxLevels = isForTrees ? maxCategories : maxOneHotLevels;
  const kept = Math.min(frequent, maxLevels);
  const rare = kept < distinct ? `; the other ${distinct - kept} share one` : '';
  const seen = `${kept} of ${distinct} values occur in at least ${least} rows`;
  if (isForTrees)
    return [
      {
        step: 'categories',
        columns: [name],
        parameters: { minCount: least, maxLevels },
        reason: `${seen} and get a code each${rare}; the trees split them into sets`,
      },
    ];
  return [
    {
      step: 'oneHot',
      columns: [name],
      parameters: { minCount: least, maxLevels },
      reason: `${seen} and get a 0/1 feature each${rare}; left unscaled, so that the penalty holds rare values back`,
    },
  ];
}

/** Missing counts as one more value: a column that is sometimes empty and otherwise constant still says something. */
function dropUninformative(
  column: string,
  rowCount: number,
  missing: number,
  mostFrequent: number,
  least: number,
): DroppedColumn | undefined {
  if (missing === rowCount) return { column, why: 'empty', reason: `no value in any of ${rowCount} training rows` };
  const different = rowCount - Math.max(mostFrequent, missing);
  if (different === 0)
    return { column, why: 'constant', reason: `one and the same value in all ${rowCount} training rows` };
  if (different < least)
    return {
      column,
      why: 'almostConstant',
      reason: `only ${different} of ${rowCount} training rows differ from the most common value`,
    };
  return undefined;
}
