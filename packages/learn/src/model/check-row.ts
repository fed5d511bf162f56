import { type CellIssue, type Row, type Schema, tableFromRows } from '@tend/table';

export interface RowCheck {
  /** Absent and mistyped inputs, in order of the schema. Null is a missing value and no issue. */
  readonly issues: readonly CellIssue[];
  /** Keys that are no input: a caller may ignore or refuse them. */
  readonly unknownKeys: readonly string[];
}

/** Compares a JSON row with the inputs of a model. */
export function checkRow(inputs: Schema, row: Row): RowCheck {
  const names = new Set(inputs.map(({ name }) => name));
  const { issues } = tableFromRows(inputs, [row]);
  return {
    issues: issues.filter(({ column }) => names.has(column)),
    unknownKeys: Object.keys(row).filter((key) => !names.has(key)),
  };
}
