import type { Charter } from '@tend/protocol';
import { type Schema, type Table, tableFromRows } from '@tend/table';
import { rowConverter } from '../data/index.ts';
import type { LoggedPrediction } from '../ports.ts';

/** The rows as the model saw them, units converted as the contract states; what a request did not carry is missing. */
export function rowsAsSeen(predictions: readonly LoggedPrediction[], schema: Schema, charter: Charter): Table {
  const convert = rowConverter(charter.data.contract, charter.data.time?.column);
  const cells = predictions.map((prediction) => {
    const row = convert(prediction.row);
    return Object.fromEntries(schema.map(({ name }) => [name, row[name] ?? null]));
  });
  return tableFromRows(schema, cells).table;
}
