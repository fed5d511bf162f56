import { columnOf, pickColumns, type Schema, type Table, takeRows, textColumn } from '@tend/table';
import { bindRunner } from './bind-runner.ts';
import { isEveryRow } from './is-every-row.ts';
import type { RecipeTrace, TracedColumn, TracedStep } from './recipe-trace.ts';
import type { Block, RunContext } from './runner.ts';
import type { TrainingColumn } from './working-column.ts';

/** The columns of a recipe in its training rows, made when a step asks for them and kept while one may ask again. */
export interface TrainingColumns {
  /** The column of this number in the trace, in the training rows only. */
  column(number: number): TrainingColumn;
  /** Gives training rows other values than the step computes. */
  give(step: TracedStep, values: readonly Float64Array[]): void;
  /** Forgets all values but those of these columns, and what the ones that are not made yet will be made of. */
  keepOnly(numbers: ReadonlySet<number>): void;
  /** These columns of the table in the training rows. */
  tableOf(inputs: Schema): Table;
}

/** The columns of the rows of a table. */
export function trainingColumns(
  trace: RecipeTrace,
  table: Table,
  rows: Int32Array,
  context: RunContext = {},
): TrainingColumns {
  const made = new Map<number, TrainingColumn>();
  const isWhole = isEveryRow(rows, table);
  const tableOf = (inputs: Schema): Table => {
    const wanted = pickColumns(
      table,
      inputs.map(({ name }) => name),
    );
    return isWhole ? wanted : takeRows(wanted, rows);
  };
  const column = (number: number): TrainingColumn => {
    const known = made.get(number);
    if (known !== undefined) return known;
    const traced = trace.columns[number] as TracedColumn;
    if (!traced.isMade) made.set(number, columnOf(tableOf([traced]), traced.name));
    else {
      const step = trace.steps.find(({ outputs }) => outputs.includes(number)) as TracedStep;
      const values = valuesOf(step, step.inputs.map(column), trace, rows.length, context);
      for (const [place, output] of step.outputs.entries()) made.set(output, values[place] as TrainingColumn);
    }
    return column(number);
  };
  return {
    column,
    give(step, values) {
      for (const [place, output] of step.outputs.entries()) {
        const { name, kind, categories } = trace.columns[output] as TracedColumn;
        const numeric = kind === 'text' ? 'number' : kind;
        const given = { name, kind: numeric, values: values[place] ?? new Float64Array(0) };
        made.set(output, categories === undefined ? given : { ...given, categories });
      }
    },
    keepOnly(numbers) {
      const kept = new Set<number>();
      const keep = (number: number): void => {
        if (kept.has(number)) return;
        kept.add(number);
        if (made.has(number) || trace.columns[number]?.isMade !== true) return;
        for (const input of trace.steps.find(({ outputs }) => outputs.includes(number))?.inputs ?? []) keep(input);
      };
      for (const number of numbers) keep(number);
      for (const number of made.keys()) if (!kept.has(number)) made.delete(number);
    },
    tableOf,
  };
}

/** What a step makes of columns, all rows at once. */
function valuesOf(
  { definition, learned, outputs }: TracedStep,
  inputs: readonly TrainingColumn[],
  trace: RecipeTrace,
  rowCount: number,
  context: RunContext,
): readonly TrainingColumn[] {
  const runner = definition.run(learned, inputs, context);
  const read = inputs.map(blockOf);
  const [first] = read;
  const blocks = outputs.map((): Block => {
    if (runner.type === 'toText' && first?.type === 'texts')
      return { type: 'texts', codes: first.codes, entries: [undefined] };
    return runner.type === 'same' && first !== undefined
      ? first
      : { type: 'numbers', values: new Float64Array(rowCount) };
  });
  const features = new Int32Array(outputs.length).fill(-1);
  const bound = bindRunner(runner, read, { blocks, features, matrix: { values: new Float32Array(0), rowCount } });
  bound.prepare();
  bound.run(rowCount, 0);
  return outputs.map((number, place): TrainingColumn => {
    const { name, kind, categories } = trace.columns[number] as TracedColumn;
    const block = blocks[place] as Block;
    if (block.type === 'texts')
      return textColumn(
        name,
        Array.from(block.codes, (code) => block.entries[code + 1] ?? null),
      );
    const column = { name, kind: kind === 'text' ? 'number' : kind, values: block.values } as const;
    return categories === undefined ? column : { ...column, categories };
  });
}

function blockOf(column: TrainingColumn): Block {
  if (column.kind !== 'text') return { type: 'numbers', values: column.values };
  return { type: 'texts', codes: column.codes, entries: [undefined, ...column.dictionary] };
}
