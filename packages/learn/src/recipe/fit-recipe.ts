import { mean, quantile, sortedPresent } from '@tend/kernels';
import {
  type Column,
  columnOf,
  compileExpression,
  type NumericColumn,
  schemaOf,
  type Table,
  type TextColumn,
} from '@tend/table';
import { weekdayNames } from './calendar-cycle.ts';
import type { FittedRecipe, FittedStep } from './fitted-recipe.ts';
import { levelCounts } from './level-counts.ts';
import type { NumberTreatment, PlannedStep, RecipePlan } from './recipe-plan.ts';
import { valuesAt } from './values-at.ts';

/**
 * Computes what each step of the plan needs (medians, scales, levels) from these rows alone. RangeError for an unknown
 * column, TypeError for a column of a kind that its step cannot read.
 */
export function fitRecipe(plan: RecipePlan, table: Table, rows: Int32Array): FittedRecipe {
  const named = distinctNames();
  return { format: 1, steps: plan.steps.map((step) => fitStep(step, table, rows, named)) };
}

type Name = (wanted: string) => string;

function fitStep(step: PlannedStep, table: Table, rows: Int32Array, named: Name): FittedStep {
  if (step.type === 'expression') {
    const columns = schemaOf(table);
    const used = new Set(compileExpression(step.expression, { aliases: step.aliases, columns }).columns);
    const inputs = columns.filter(({ name }) => used.has(name));
    const { expression, aliases } = step;
    return { type: 'expression', expression, aliases, inputs, outputs: [named('rule')] };
  }
  const column = columnOf(table, step.column);
  if (step.type === 'oneHot') {
    if (column.kind !== 'text') throw misfit(step.type, column);
    return fitOneHot(column, rows, step.minCount, step.maxLevels, named);
  }
  if (step.type === 'categories') {
    if (column.kind !== 'text') throw misfit(step.type, column);
    return fitCategories(column, rows, step.minCount, step.maxLevels, named);
  }
  if (column.kind === 'text') throw misfit(step.type, column);
  if (step.type === 'number') return fitNumber(column, rows, step.treatment, named);
  if (step.type === 'boolean') return fitBoolean(column, rows, step.treatment, named);
  return fitDateParts(column, rows, step.encoding, named);
}

function fitNumber(column: NumericColumn, rows: Int32Array, treatment: NumberTreatment, named: Name): FittedStep {
  const { name, kind } = column;
  if (kind !== 'number' && kind !== 'integer') throw misfit('number', column);
  const output = named(name);
  if (treatment === 'passThrough') return { type: 'number', column: name, kind, treatment, outputs: [output] };
  const present = sortedPresent(valuesAt(column, rows));
  const hasMissing = present.length < rows.length;
  const outputs = hasMissing ? [output, named(`${name} is missing`)] : [output];
  const { lower, upper } = winsorBounds(present);
  // In units of the largest bound, so that squares of extreme values stay finite.
  const unit = Math.max(Math.abs(lower), Math.abs(upper)) || 1;
  const held = present.map((value) => Math.min(upper, Math.max(lower, value)) / unit);
  const centre = present.length === 0 ? 0 : mean(held);
  const spread = present.length === 0 ? 0 : Math.sqrt(mean(held.map((value) => (value - centre) * (value - centre))));
  return {
    type: 'number',
    column: name,
    kind,
    treatment,
    // Plus 0 turns -0 into 0: JSON does not keep that sign, and a stored recipe must give the same bytes.
    lower: lower + 0,
    upper: upper + 0,
    median: (present.length === 0 ? 0 : quantile(present, 0.5)) + 0,
    mean: centre * unit + 0,
    // One value everywhere has no scale of its own: the feature is then 0 on every row.
    deviation: spread > 0 ? spread * unit : 1,
    hasMissing,
    outputs,
  };
}

/**
 * The 0.5% and 99.5% quantiles; where nearly all values are one and the same, those of the values that differ from it,
 * so that a column which is mostly zero keeps its scale.
 */
function winsorBounds(sorted: Float64Array): { readonly lower: number; readonly upper: number } {
  if (sorted.length === 0) return { lower: 0, upper: 0 };
  const [lower, upper] = [quantile(sorted, 0.005), quantile(sorted, 0.995)];
  if (lower < upper) return { lower, upper };
  const rest = sorted.filter((value) => value !== lower);
  if (rest.length === 0) return { lower, upper };
  return { lower: Math.min(lower, quantile(rest, 0.005)), upper: Math.max(upper, quantile(rest, 0.995)) };
}

function fitBoolean(column: NumericColumn, rows: Int32Array, treatment: NumberTreatment, named: Name): FittedStep {
  if (column.kind !== 'boolean') throw misfit('boolean', column);
  const present = valuesAt(column, rows).filter((value) => !Number.isNaN(value));
  const hasMissing = treatment === 'standardise' && present.length < rows.length;
  const output = named(column.name);
  return {
    type: 'boolean',
    column: column.name,
    treatment,
    share: present.length === 0 ? 0 : mean(present),
    hasMissing,
    outputs: hasMissing ? [output, named(`${column.name} is missing`)] : [output],
  };
}

function fitOneHot(column: TextColumn, rows: Int32Array, minCount: number, maxLevels: number, named: Name): FittedStep {
  const { levels, hasOther, hasMissing } = keptLevels(column, rows, minCount, maxLevels);
  const outputs = levels.map((level) => named(`${column.name} = ${level}`));
  if (hasOther) outputs.push(named(`${column.name} is another value`));
  if (hasMissing) outputs.push(named(`${column.name} is missing`));
  return { type: 'oneHot', column: column.name, levels, hasOther, hasMissing, outputs };
}

function fitCategories(
  column: TextColumn,
  rows: Int32Array,
  minCount: number,
  maxLevels: number,
  named: Name,
): FittedStep {
  const { levels, hasOther } = keptLevels(column, rows, minCount, maxLevels);
  return { type: 'categories', column: column.name, levels, hasOther, outputs: [named(column.name)] };
}

/** The frequent levels, the most frequent first, and whether there are others, and missing ones. */
function keptLevels(
  column: TextColumn,
  rows: Int32Array,
  minCount: number,
  maxLevels: number,
): { readonly levels: readonly string[]; readonly hasOther: boolean; readonly hasMissing: boolean } {
  const counted = levelCounts(column, rows);
  const kept = counted.levels.filter(({ count }) => count >= minCount).slice(0, maxLevels);
  const levels = kept.map(({ level }) => level);
  return { levels, hasOther: levels.length < counted.levels.length, hasMissing: counted.missing > 0 };
}

function fitDateParts(
  column: NumericColumn,
  rows: Int32Array,
  encoding: 'cyclic' | 'ordinal',
  named: Name,
): FittedStep {
  const { name, kind } = column;
  if (kind !== 'date' && kind !== 'instant') throw misfit('dateParts', column);
  const hours = kind === 'instant';
  const hasMissing = encoding === 'cyclic' && valuesAt(column, rows).some((value) => Number.isNaN(value));
  const parts =
    encoding === 'ordinal'
      ? ['month', 'weekday', ...(hours ? ['hour'] : [])]
      : ['month sine', 'month cosine', ...weekdayNames, ...(hours ? ['hour sine', 'hour cosine'] : [])];
  if (hasMissing) parts.push('is missing');
  return {
    type: 'dateParts',
    column: name,
    kind,
    encoding,
    hasMissing,
    outputs: parts.map((part) => named(`${name} ${part}`)),
  };
}

/** Two columns may ask for one name, e.g. "a = b" and the level b of "a": the later gets a number. */
function distinctNames(): Name {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let again = 2; taken.has(name); again++) name = `${wanted} (${again})`;
    taken.add(name);
    return name;
  };
}

function misfit(step: string, column: Column): TypeError {
  return new TypeError(`step "${step}" cannot read column "${column.name}" of kind ${column.kind}`);
}
