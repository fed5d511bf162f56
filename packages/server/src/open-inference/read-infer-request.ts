import { Problem } from '@tend/protocol';
import { badCell, type Cell, cellOf, isRecord, kindOf, type ModelRow } from '../scoring/model-row.ts';
import { datatypes } from './datatypes.ts';
import { isOutputName, type OutputName, outputNames } from './outputs.ts';

export interface InferRequest {
  readonly id: string | undefined;
  readonly rows: readonly ModelRow[];
  readonly outputs: readonly OutputName[];
}

/**
 * The rows of an inference request in the tabular convention of MLServer: one input a column, shape [n] or [n, 1], flat or
 * nested data, null for missing. Inputs that the model does not know are ignored. TND-1009.
 */
export function readInferRequest(body: unknown, wanted: readonly string[]): InferRequest {
  if (!isRecord(body)) throw invalid('the body', 'a JSON object with inputs', kindOf(body));
  const { id, inputs, outputs } = body;
  if (id !== undefined && typeof id !== 'string') throw invalid('id', 'text', kindOf(id));
  checkContentType(body.parameters, 'the request');
  if (!Array.isArray(inputs) || inputs.length === 0)
    throw invalid('inputs', 'a list of one input a column', kindOf(inputs));
  return { id, rows: readRows(inputs, wanted), outputs: readOutputs(outputs) };
}

function readRows(inputs: readonly unknown[], wanted: readonly string[]): readonly ModelRow[] {
  const seen = new Set<string>();
  let rows: Record<string, Cell>[] | undefined;
  for (const [position, input] of inputs.entries()) {
    if (!isRecord(input))
      throw invalid(`input ${position + 1}`, 'an object with name, shape, datatype and data', kindOf(input));
    const { name } = input;
    if (typeof name !== 'string') throw invalid(`the name of input ${position + 1}`, 'text', kindOf(name));
    if (seen.has(name)) throw invalid(`input ${name}`, 'each name once', 'it twice');
    seen.add(name);
    if (!wanted.includes(name)) continue;
    const data = readColumn(name, input);
    rows ??= data.map(() => ({}));
    if (rows.length !== data.length)
      throw invalid(`input ${name}`, `${rows.length} rows, as the inputs before it`, `${data.length}`);
    for (const [index, row] of rows.entries()) row[name] = data[index] ?? null;
  }
  if (rows === undefined) throw invalid('inputs', `the columns of the model, such as ${wanted[0]}`, 'none of them');
  return rows;
}

function readColumn(name: string, input: Readonly<Record<string, unknown>>): readonly Cell[] {
  const { shape, datatype, data } = input;
  checkContentType(input.parameters, `input ${name}`);
  const type = typeof datatype === 'string' ? datatypes.get(datatype) : undefined;
  if (type === undefined)
    throw invalid(`the datatype of input ${name}`, `one of ${[...datatypes.keys()].join(', ')}`, 'another');
  const rowCount = rowCountOf(name, shape);
  if (!Array.isArray(data)) throw invalid(`the data of input ${name}`, 'a list', kindOf(data));
  const flat: readonly unknown[] = Array.isArray(data[0]) ? data.flat() : data;
  if (flat.length !== rowCount)
    throw invalid(`the data of input ${name}`, `${rowCount} values, as its shape says`, `${flat.length}`);
  return flat.map((value, index) => {
    if (value !== null && !type.accepts(value))
      throw badCell(index, name, `${type.expected} (${String(datatype)})`, value);
    return cellOf(value, name, index);
  });
}

function rowCountOf(name: string, shape: unknown): number {
  const [rowCount, width = 1]: readonly unknown[] = Array.isArray(shape) ? shape : [];
  const isTall = Array.isArray(shape) && shape.length <= 2 && width === 1;
  if (isTall && typeof rowCount === 'number' && Number.isSafeInteger(rowCount) && rowCount > 0) return rowCount;
  throw invalid(
    `the shape of input ${name}`,
    '[n] or [n, 1] with n rows',
    Array.isArray(shape) ? 'another shape' : kindOf(shape),
  );
}

/** Base64 and image codecs would be scored as the text they are written in: refused rather than misread. */
function checkContentType(parameters: unknown, of: string): void {
  const contentType = isRecord(parameters) ? parameters.content_type : undefined;
  if (contentType === undefined || contentType === 'pd' || contentType === 'np' || contentType === 'str') return;
  throw invalid(`the content_type of ${of}`, 'pd, np or str', 'another');
}

function readOutputs(outputs: unknown): readonly OutputName[] {
  if (outputs === undefined) return outputNames;
  if (!Array.isArray(outputs)) throw invalid('outputs', 'a list', kindOf(outputs));
  return outputs.map((output: unknown) => {
    const name = isRecord(output) ? output.name : undefined;
    if (isOutputName(name)) return name;
    throw invalid('an output', `the name ${outputNames.join(', ')}`, 'another');
  });
}

function invalid(what: string, expected: string, came: string): Problem {
  return new Problem('TND-1009', { message: `${what} is not valid`, expected, came });
}
