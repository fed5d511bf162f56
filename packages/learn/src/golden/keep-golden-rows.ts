import {
  type Column,
  cellAt,
  columnOf,
  isMissing,
  numericColumn,
  pickColumns,
  rowAt,
  type Table,
  tableFromRows,
  tableOf,
  takeRows,
  textColumn,
} from '@tend/table';
import { checkGoldenRows } from './check-golden-rows.ts';
import { chooseGoldenRows } from './choose-golden-rows.ts';
import { exactText } from './exact-text.ts';
import { goldenAnswers } from './golden-answers.ts';
import { type GoldenModel, goldenLayout } from './golden-layout.ts';
import { madePrefix } from './made-golden-rows.ts';
import { madeRows } from './made-rows.ts';

/**
 * What is kept of a new model to tell later whether it still answers the same: at most 64 golden rows, training rows and made ones,
 * each with its cells, its features and its scores; with a `keyColumn` also whose row it is, so that a withdrawal finds it. Depends on
 * model, table and rows alone. An Error where tables, single rows and another order do not agree: that is a bug of a step or an
 * estimator.
 */
export function keepGoldenRows(model: GoldenModel, table: Table, rows: Int32Array, keyColumn?: string): Table {
  const { inputs } = model.manifest;
  const chosen = chooseGoldenRows(table, rows, inputs);
  const made = madeRows(table, rows, inputs);
  const picked = pickColumns(
    takeRows(table, chosen),
    inputs.map(({ name }) => name),
  );
  const asRows = [...Array.from(chosen, (_, place) => rowAt(picked, place)), ...made.map(({ row }) => row)];
  const { table: cells } = tableFromRows(inputs, asRows);
  const golden = { rowCount: asRows.length, columns: cells.columns.map(withoutSignedZeros) };
  const layout = goldenLayout(model, keyColumn);
  const [answers] = goldenAnswers(model, golden);
  const spelled = (name: string, numberAt: (row: number) => number) =>
    textColumn(
      name,
      asRows.map((_, row) => exactText(numberAt(row))),
    );
  const keyOf =
    keyColumn === undefined || golden.columns.some(({ name }) => name === keyColumn) ? undefined : keyColumn;
  const kept = tableOf([
    textColumn(layout.origin, [
      ...Array.from(chosen, (row) => `row ${row + 1}`),
      ...made.map(({ what }) => `${madePrefix}${what}`),
    ]),
    numericColumn(
      layout.missing,
      'integer',
      asRows.map((_, row) => golden.columns.filter((column) => isMissing(column, row)).length),
    ),
    ...layout.scores.map((name, output) => spelled(name, (row) => answers?.score(row, output) ?? Number.NaN)),
    ...layout.features.map((name, feature) => spelled(name, (row) => answers?.feature(row, feature) ?? Number.NaN)),
    ...golden.columns,
    ...(keyOf === undefined ? [] : [keyCells(table, chosen, keyOf, made.length)]),
  ]);
  const { difference } = checkGoldenRows(model, kept);
  if (difference !== undefined)
    throw new Error(`${difference.what} differs ${difference.way}: ${difference.came}, not ${difference.expected}`);
  return kept;
}

/** Stored tables have one zero; the answers must be those of the cells that will be read back. */
function withoutSignedZeros(column: Column): Column {
  return column.kind === 'text' ? column : { ...column, values: column.values.map((value) => value + 0) };
}

/** Whose rows these are; made rows are nobody's. */
function keyCells(table: Table, chosen: Int32Array, name: string, madeCount: number) {
  const column = columnOf(table, name);
  const { kind } = column;
  const nobody = Array<null>(madeCount).fill(null);
  if (kind === 'text')
    return textColumn(name, [...Array.from(chosen, (row) => cellAt(column, row) as string | null), ...nobody]);
  return numericColumn(name, kind, [...Array.from(chosen, (row) => column.values[row] as number), ...nobody]);
}
