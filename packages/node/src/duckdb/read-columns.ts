import { type Column, kindNouns, type NumericKind, type Schema } from '@tend/table';
import { castSql, isCastableSql } from './castable.ts';
import type { CheckedFile } from './check-shape.ts';
import { guardedSql, unguarded } from './exact-text.ts';
import { rawColumn } from './load-raw.ts';
import type { Sandbox } from './open-sandbox.ts';
import { parseCell } from './parse-cell.ts';
import { locateField } from './scan-records.ts';
import { countText, dataProblem } from './source-file.ts';

/** A cell that is not of its column's declared kind. Rows count from 0. */
interface Misfit {
  readonly row: number;
  readonly column: number;
  readonly kind: NumericKind;
  readonly text: string;
}

/**
 * The typed columns of `raw` in the order of the schema. Text is coded by DuckDB in order of first appearance, numbers
 * of a safe grammar are cast by it, and every other distinct spelling goes through `parseCell`. TND-1201 for the first
 * row with a cell that is not of its declared kind.
 */
export async function readColumns(sandbox: Sandbox, file: CheckedFile, schema: Schema): Promise<readonly Column[]> {
  const places = schema.map(({ name }) => file.names.indexOf(name));
  const dictionaries: (readonly string[])[] = [];
  const selected: string[] = [];
  for (const [i, { kind }] of schema.entries()) {
    const cell = rawColumn(places[i] ?? -1);
    if (kind === 'number' || kind === 'integer') {
      dictionaries.push([]);
      selected.push(`case when ${cell} is null then 'nan'::double else ${castSql(cell, kind)} end`);
    } else {
      dictionaries.push(await readDictionary(sandbox, cell, i));
      selected.push(dictionaries[i]?.length === 0 ? 'null' : `enum_code(${cell}::e${i})`);
    }
  }
  const numbers = await readNumbers(sandbox, selected, file.recordCount);
  const misfits: Misfit[] = [];
  const columns: Column[] = [];
  for (const [i, { name, kind }] of schema.entries()) {
    const [values, dictionary] = [numbers[i] ?? new Float64Array(0), dictionaries[i] ?? []];
    const column = places[i] ?? -1;
    if (kind === 'text') columns.push({ kind, name, codes: toCodes(values), dictionary });
    else {
      const leftover =
        kind === 'number' || kind === 'integer'
          ? await parseLeftovers(sandbox, rawColumn(column), kind, values)
          : parseByCode(kind, dictionary, values);
      if (leftover !== undefined) misfits.push({ ...leftover, column, kind });
      columns.push({ kind, name, values });
    }
  }
  const first = misfits.sort((a, b) => a.row - b.row || a.column - b.column)[0];
  if (first !== undefined) throw misfitProblem(file, first);
  return columns;
}

/** The distinct texts of a column in order of first appearance, kept as the SQL type `e{index}`. */
async function readDictionary(sandbox: Sandbox, cell: string, index: number): Promise<readonly string[]> {
  await sandbox.connection.run(`
    create temp table d${index} as
      select ${cell} as text from raw where ${cell} is not null group by ${cell} order by min(rowid);
    create type e${index} as enum (select text from d${index} order by rowid)`);
  const dictionary: string[] = [];
  const result = await sandbox.connection.stream(`select ${guardedSql('text')} from d${index} order by rowid`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const texts = chunk.getColumnVector(0);
    for (let i = 0; i < chunk.rowCount; i++) dictionary.push(unguarded(texts.getItem(i)));
  }
  return dictionary;
}

/**
 * One Float64Array for each selected expression, in file order. SQL's null arrives as infinity, which no cell is: a
 * vector without nulls is read several times faster.
 */
async function readNumbers(
  sandbox: Sandbox,
  selected: readonly string[],
  rowCount: number,
): Promise<readonly Float64Array[]> {
  const columns = selected.map(() => new Float64Array(rowCount));
  if (selected.length === 0) return columns;
  const doubles = selected.map((expression) => `coalesce((${expression})::double, 'infinity')`);
  const result = await sandbox.connection.stream(`select ${doubles.join(', ')} from raw order by rowid`);
  let start = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [i, values] of columns.entries()) {
      const vector = chunk.getColumnVector(i);
      for (let row = 0; row < vector.itemCount; row++) values[start + row] = Number(vector.getItem(row));
    }
    start += chunk.rowCount;
  }
  return columns;
}

function toCodes(values: Float64Array): Int32Array {
  return Int32Array.from(values, (code) => (Number.isFinite(code) ? code : -1));
}

/** Replaces codes by the parsed values of their texts, in place; gives the first row whose text does not parse. */
function parseByCode(
  kind: NumericKind,
  dictionary: readonly string[],
  values: Float64Array,
): Pick<Misfit, 'row' | 'text'> | undefined {
  const parsed = dictionary.map((text) => parseCell(kind, text));
  const bad = parsed.indexOf(undefined);
  if (bad >= 0) return { row: values.indexOf(bad), text: dictionary[bad] ?? '' };
  for (let row = 0; row < values.length; row++) values[row] = parsed[values[row] ?? -1] ?? Number.NaN;
  return undefined;
}

/** Fills in, in place, what DuckDB did not cast; gives the first row whose text does not parse. */
async function parseLeftovers(
  sandbox: Sandbox,
  cell: string,
  kind: 'number' | 'integer',
  values: Float64Array,
): Promise<Pick<Misfit, 'row' | 'text'> | undefined> {
  let hasLeftovers = false;
  for (let row = 0; row < values.length; row++) {
    // -0 is 0: the canonical encoding has one zero.
    if (values[row] === 0) values[row] = 0;
    hasLeftovers ||= values[row] === Number.POSITIVE_INFINITY || values[row] === Number.NEGATIVE_INFINITY;
  }
  if (!hasLeftovers) return undefined;
  const result = await sandbox.connection.stream(
    `select rowid::double, ${guardedSql(cell)} from raw where ${cell} is not null and not ${isCastableSql(cell, kind)} order by rowid`,
  );
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [rows, texts] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let i = 0; i < chunk.rowCount; i++) {
      const [row, text] = [Number(rows.getItem(i)), unguarded(texts.getItem(i))];
      const value = parseCell(kind, text);
      if (value === undefined) return { row, text };
      values[row] = value;
    }
  }
  return undefined;
}

function misfitProblem(file: CheckedFile, { row, column, kind, text }: Misfit): Error {
  const name = file.names[column] ?? '';
  const place = locateField(file.bytes, file.delimiter.charCodeAt(0), row, column);
  const at = place && {
    line: place.line,
    column: file.bytes.subarray(place.lineOffset, place.offset).toString('utf8').length + 1,
  };
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return dataProblem(file, at, {
    message: `line ${countText(at?.line ?? 0)} of ${file.name} has "${shown}" in column "${name}"`,
    expected: kindNouns[kind],
    came: text === '' ? 'an empty field' : `"${shown}"`,
    next: [
      `list the spelling under data.missing for "${name}", if it means that the value is missing`,
      'correct the cell, or declare the column as text in data.contract',
    ],
    facts: { column: name, row: row + 1 },
  });
}
