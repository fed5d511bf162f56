import { columnOf, nearestName, schemaOf, type Table, takeRows } from '@tend/table';
import type { FeatureMatrix } from '../estimator.ts';
import { checkTargets } from '../estimators/check-training-data.ts';
import { type ParameterValues, resolveParameters } from '../parameters.ts';
import { applyWithGiven } from './apply-recipe.ts';
import { canonicalOrder } from './canonical-order.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { InvalidRecipe } from './invalid-recipe.ts';
import { isEveryRow } from './is-every-row.ts';
import { plainJson } from './plain-json.ts';
import type { ColumnSelector, PlannedStep, RecipePlan } from './recipe-plan.ts';
import { type RecipeTrace, recipeTrace, type TracedColumn } from './recipe-trace.ts';
import type { RunContext } from './runner.ts';
import type { StepContext, StepDefinition, StepTarget } from './step-definition.ts';
import { stepAdvice, stepNamed } from './step-registry.ts';
import { type TrainingColumns, trainingColumns } from './training-columns.ts';
import { valuesAt } from './values-at.ts';
import type { WorkingColumn } from './working-column.ts';

export interface RecipeFit {
  /** What is to be learnt, one entry a training row, for steps that look at it. */
  readonly target?: StepTarget;
  /** The column that orders the rows, for steps that may look at earlier rows only; a text orders none. */
  readonly timeColumn?: string;
  /** The fold of each training row, from 0; absent: steps that need folds make their own from the seed. */
  readonly folds?: Int32Array;
  /** The rows that steps look back on, the training rows among them; absent: the training rows alone. */
  readonly history?: Table;
  /** Default 1. */
  readonly seed?: number;
}

export interface RecipeFitted {
  readonly recipe: FittedRecipe;
  /** What an estimator learns from: where a step looks at the target, training rows have values out of fold. */
  readonly x: FeatureMatrix;
  /** Of each step of the recipe the place of the planned one that it was fitted for. */
  readonly planned: readonly number[];
}

/**
 * Computes what each step of the plan needs (medians, scales, levels) from these rows alone, and the features of the same rows.
 * InvalidRecipe for a plan that does not fit the table, InvalidData for targets that are not of their task.
 */
export function fitRecipe(plan: RecipePlan, table: Table, rows: Int32Array, options: RecipeFit = {}): RecipeFitted {
  const trace = recipeTrace();
  const run = runContextOf(plan, table, rows, options.history);
  const columns = trainingColumns(trace, table, rows, run);
  const context = contextOf(table, rows, options);
  const given = new Map<number, readonly Float64Array[]>();
  const plannedOf: number[] = [];
  const reserved = new Set(table.columns.map(({ name }) => name));
  for (const [index, planned] of plan.steps.entries()) {
    const path = `steps[${index}]`;
    const definition = stepNamed(planned.step);
    if (definition === undefined) throw new InvalidRecipe(`${path}.step`, stepAdvice(planned.step), planned.step);
    const parameters = parametersOf(definition, planned, path);
    const names =
      definition.names?.(parameters, knownColumns(trace, table)) ?? namesOf(planned, plan, trace, table, definition);
    const numbers = names.map((name, place) => numberOf(name, trace, table, definition, `${path}.columns[${place}]`));
    for (const group of definition.columns === 'each' ? numbers.map((number) => [number]) : [numbers]) {
      if (group.length === 0 && definition.names === undefined) continue;
      const values = fitStep({ definition, parameters, inputs: group, path }, trace, columns, context, reserved);
      plannedOf.push(index);
      if (values !== undefined) given.set(trace.steps.length - 1, values);
    }
    columns.keepOnly(stillNeeded(plan.steps.slice(index + 1), trace));
  }
  const recipe = recipeOf(trace);
  return { recipe, x: applyWithGiven(recipe, columns.tableOf(recipe.inputs), run, given), planned: plannedOf };
}

interface StepFit {
  readonly definition: StepDefinition;
  readonly parameters: ParameterValues;
  readonly inputs: readonly number[];
  readonly path: string;
}

/** Fits one step and adds it to the trace; gives its values of the training rows where they are not what it computes. */
function fitStep(
  { definition, parameters, inputs, path }: StepFit,
  trace: RecipeTrace,
  columns: TrainingColumns,
  context: StepContext,
  reserved: ReadonlySet<string>,
): readonly Float64Array[] | undefined {
  const read = inputs.map((number) => columns.column(number));
  const made = inputs.find((number) => trace.columns[number]?.isMade === true);
  if (definition.looksBack === true && made !== undefined)
    throw new InvalidRecipe(
      `${path}.parameters`,
      `columns of the table, as "${definition.name}" finds them in earlier rows`,
      `"${trace.columns[made]?.name}", made by a step before`,
    );
  const issue = definition.check?.(parameters, read, context);
  if (issue !== undefined) throw new InvalidRecipe(path, `what "${definition.name}" needs`, issue);
  const learned = plainJson(definition.fit(parameters, read, context));
  const values = definition.trainingValues?.(parameters, read, context);
  const own = new Set(inputs.map((number) => trace.columns[number]?.name));
  const taken = new Set<string>();
  const names = definition.outputs(learned, read).map(({ name: wanted }) => {
    const isFree = (name: string): boolean =>
      !taken.has(name) && (own.has(name) || (!reserved.has(name) && trace.find(name) === undefined));
    let name = wanted;
    for (let again = 2; !isFree(name); again++) name = `${wanted} (${again})`;
    taken.add(name);
    return name;
  });
  const step = trace.addStep(definition, learned, inputs, names);
  if (values !== undefined) columns.give(step, values);
  return values;
}

function runContextOf(plan: RecipePlan, table: Table, rows: Int32Array, history: Table | undefined): RunContext {
  const looksBack = plan.steps.some(({ step }) => stepNamed(step)?.looksBack === true);
  if (!looksBack) return {};
  return { history: history ?? (isEveryRow(rows, table) ? table : takeRows(table, rows)) };
}

function parametersOf(definition: StepDefinition, planned: PlannedStep, path: string): ParameterValues {
  const { values, issues } = resolveParameters(definition.parameters, planned.parameters ?? {});
  const [issue] = issues;
  if (issue !== undefined) throw new InvalidRecipe(`${path}.parameters.${issue.parameter}`, issue.expected, issue.came);
  return values;
}

function namesOf(
  { columns }: PlannedStep,
  plan: RecipePlan,
  trace: RecipeTrace,
  table: Table,
  definition: StepDefinition,
): readonly string[] {
  if (!isSelector(columns)) return columns;
  const { kinds, except = [], onlyMade } = columns;
  const isWanted = ({ name, kind }: { name: string; kind: TracedColumn['kind'] }): boolean =>
    kinds.includes(kind) && definition.reads.includes(kind) && !except.includes(name);
  const whole = onlyMade === true ? [] : (plan.columns ?? []);
  const raw = whole.filter((name) => trace.find(name) === undefined);
  const candidates = schemaOf(table).filter(({ name }) => raw.includes(name));
  return [...candidates, ...trace.current().filter(({ isMade, name }) => isMade || whole.includes(name))]
    .filter(isWanted)
    .map(({ name }) => name);
}

/** The columns of the table and what steps made of them. */
function knownColumns(trace: RecipeTrace, table: Table): readonly WorkingColumn[] {
  return [...schemaOf(table).filter(({ name }) => trace.find(name) === undefined), ...trace.current()];
}

function isSelector(columns: PlannedStep['columns']): columns is ColumnSelector {
  return 'kinds' in columns;
}

function numberOf(name: string, trace: RecipeTrace, table: Table, definition: StepDefinition, path: string): number {
  const known = trace.find(name);
  const found = known === undefined ? table.columns.find((column) => column.name === name) : trace.columns[known];
  if (found === undefined) {
    const nearest = nearestName(
      name,
      knownColumns(trace, table).map((column) => column.name),
    );
    throw new InvalidRecipe(path, nearest === undefined ? 'a column' : `a column such as "${nearest}"`, `"${name}"`);
  }
  if (!definition.reads.includes(found.kind))
    throw new InvalidRecipe(
      path,
      `a column of kind ${definition.reads.join(' or ')} for "${definition.name}"`,
      `"${name}" of kind ${found.kind}`,
    );
  return known ?? trace.addInput({ name, kind: found.kind });
}

/** The columns that later steps may read: a name may stand for them, and a later step says so. */
function stillNeeded(later: readonly PlannedStep[], trace: RecipeTrace): ReadonlySet<number> {
  const needed = new Set<number>();
  const names = later.flatMap(({ step, columns }) =>
    stepNamed(step)?.names !== undefined
      ? trace.current().map(({ name }) => name)
      : isSelector(columns)
        ? trace
            .current()
            .filter(({ kind }) => columns.kinds.includes(kind))
            .map(({ name }) => name)
        : columns,
  );
  for (const name of names) {
    const number = trace.find(name);
    if (number !== undefined) needed.add(number);
  }
  return needed;
}

function contextOf(table: Table, rows: Int32Array, { target, timeColumn, folds, seed = 1 }: RecipeFit): StepContext {
  const time = timeColumn === undefined ? undefined : columnOf(table, timeColumn);
  for (const [name, list] of [
    ['target', target?.y],
    ['folds', folds],
  ] as const)
    if (list !== undefined && list.length !== rows.length)
      throw new InvalidRecipe(name, `${rows.length} entries, one a training row`, `${list.length}`);
  if (target !== undefined) {
    const { y, task = 'binary', classCount, classes } = target;
    checkTargets(y, task, classCount);
    if (classes !== undefined && (classes.length !== classCount || new Set(classes).size !== classCount))
      throw new InvalidRecipe('target.classes', `${classCount} different names`, classes.join(', '));
  }
  return {
    rowCount: rows.length,
    seed,
    ...(target !== undefined && { target }),
    ...(folds !== undefined && { folds }),
    ...(time !== undefined && time.kind !== 'text' && { time: valuesAt(time, rows) }),
  };
}

function recipeOf(trace: RecipeTrace): FittedRecipe {
  const nameOf = (number: number): string => trace.columns[number]?.name ?? '';
  const inputs = trace.columns.filter(({ isMade }) => !isMade).map(({ name, kind }) => ({ name, kind }));
  return {
    format: 2,
    inputs: inputs.sort((a, b) => canonicalOrder(a.name, b.name)),
    steps: trace.steps.map((step) => ({
      step: step.definition.name,
      inputs: step.inputs.map(nameOf),
      outputs: step.outputs.map(nameOf),
      learned: step.learned,
    })),
    features: trace.features().map(({ column: _, ...feature }) => feature),
  };
}
