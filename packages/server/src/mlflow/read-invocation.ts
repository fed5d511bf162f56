import type { Serving } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { type Cell, cellOf, isRecord, kindOf, type ModelRow, pickRow } from '../scoring/model-row.ts';
import { readCsv } from './read-csv.ts';

export const invocationForms = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;

/**
 * The rows of a JSON body of MLflow's scoring server: exactly one of `dataframe_split`, `dataframe_records`, `instances` (records)
 * and `inputs` (columns or records). null is a missing value; other columns than the model's are ignored. TND-1009.
 */
export function readInvocation(body: unknown, wanted: readonly string[]): readonly ModelRow[] {
  if (!isRecord(body)) throw invalid('the body', 'a JSON object', kindOf(body));
  const given = invocationForms.filter((form) => Object.hasOwn(body, form));
  const [form] = given;
  if (form === undefined || given.length > 1)
    throw invalid('the body', `exactly one of ${invocationForms.join(', ')}`, given.join(' and ') || 'none');
  const { params } = body;
  if (params !== undefined && !(isRecord(params) && Object.keys(params).length === 0))
    throw invalid('params', 'nothing: this model takes none', kindOf(params));
  const frame = body[form];
  if (form === 'dataframe_split') return readSplit(frame, wanted);
  if (form === 'inputs' && isRecord(frame)) return readColumns(frame, wanted);
  return readRecords(form, frame, wanted);
}

/** The rows of a CSV body: typed by the inputs of the model, a field without a character is a missing value. TND-1009. */
export function readCsvInvocation(text: string, serving: Serving, wanted: readonly string[]): readonly ModelRow[] {
  const [header = [], ...lines] = readCsv(text);
  const kinds = new Map(serving.inputs.map(({ name, kind }) => [name, kind]));
  const typed = header.map((name) => ({ name: name ?? '', kind: kinds.get(name ?? '') }));
  checkNames(
    'the CSV',
    typed.map(({ name }) => name),
  );
  const kept = typed.flatMap(({ name, kind }, field) => (wanted.includes(name) ? [{ name, kind, field }] : []));
  return nonEmpty('the CSV', lines).map((line) => {
    const row: Record<string, Cell> = {};
    for (const { name, kind, field } of kept) row[name] = typedCell(line[field] ?? null, kind);
    return row;
  });
}

function readRecords(form: string, records: unknown, wanted: readonly string[]): readonly ModelRow[] {
  if (!Array.isArray(records)) throw invalid(form, 'a list of rows', kindOf(records));
  return nonEmpty(form, records).map((record: unknown, index) => {
    if (!isRecord(record))
      throw invalid(`row ${index + 1} of ${form}`, 'an object with one member a column', kindOf(record));
    return pickRow(record, wanted, index);
  });
}

function readColumns(columns: Readonly<Record<string, unknown>>, wanted: readonly string[]): readonly ModelRow[] {
  let rows: Record<string, Cell>[] | undefined;
  for (const name of wanted) {
    if (!Object.hasOwn(columns, name)) continue;
    const values = columns[name];
    if (!Array.isArray(values)) throw invalid(`column ${name} of inputs`, 'a list', kindOf(values));
    rows ??= nonEmpty('inputs', values).map(() => ({}));
    if (values.length !== rows.length)
      throw invalid(`column ${name} of inputs`, `${rows.length} values, as the columns before it`, `${values.length}`);
    for (const [index, row] of rows.entries()) row[name] = cellOf(values[index], name, index);
  }
  if (rows === undefined) throw invalid('inputs', `the columns of the model, such as ${wanted[0]}`, 'none of them');
  return rows;
}

function readSplit(frame: unknown, wanted: readonly string[]): readonly ModelRow[] {
  const { columns, data } = isRecord(frame) ? frame : {};
  if (!Array.isArray(columns) || !columns.every((name) => typeof name === 'string') || !Array.isArray(data))
    throw invalid('dataframe_split', 'an object with columns (names) and data (rows)', kindOf(frame));
  checkNames('dataframe_split', columns);
  const kept = columns.flatMap((name: string, field) => (wanted.includes(name) ? [{ name, field }] : []));
  return nonEmpty('dataframe_split', data).map((values: unknown, index) => {
    if (!Array.isArray(values) || values.length !== columns.length) {
      const came = Array.isArray(values) ? `${values.length}` : kindOf(values);
      throw invalid(`row ${index + 1} of dataframe_split`, `${columns.length} values`, came);
    }
    const row: Record<string, Cell> = {};
    for (const { name, field } of kept) row[name] = cellOf(values[field], name, index);
    return row;
  });
}

/** A field as JSON would have carried it. What does not read as its kind stays text, and the model's check refuses it. */
function typedCell(field: string | null, kind: Serving['inputs'][number]['kind'] | undefined): Cell {
  if (field === null) return null;
  if (kind === 'number' || kind === 'integer')
    return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(field) ? Number(field) : field;
  if (kind === 'boolean' && /^(?:true|false)$/i.test(field)) return field.toLowerCase() === 'true';
  return field;
}

function checkNames(of: string, names: readonly string[]): void {
  const repeated = names.find((name, position) => names.indexOf(name) !== position);
  if (repeated !== undefined) throw invalid(of, 'each column once', `${repeated} twice`);
}

function nonEmpty<T>(of: string, rows: readonly T[]): readonly T[] {
  if (rows.length === 0) throw invalid(of, 'one row or more', 'none');
  return rows;
}

function invalid(what: string, expected: string, came: string): Problem {
  return new Problem('TND-1009', { message: `${what} is not valid`, expected, came });
}
