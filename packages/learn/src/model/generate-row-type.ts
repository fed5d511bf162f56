import type { ColumnKind, Schema } from '@tend/table';

const types: Readonly<Record<ColumnKind, string>> = {
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  date: 'string',
  instant: 'string',
  text: 'string',
};

const notes: Readonly<Partial<Record<ColumnKind, string>>> = {
  integer: 'A whole number.',
  date: 'A date as 2001-03-05.',
  instant: 'An instant as ISO 8601 with its zone.',
};

/**
 * TypeScript source that declares the row a model with these inputs takes: one property a column, null for missing. With the
 * names of `classes` it declares those too, as `<name>Class`. `name` must be an identifier (RangeError).
 */
export function generateRowType(inputs: Schema, name = 'ModelRow', classes: readonly string[] = []): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new RangeError(`expected an identifier, came ${JSON.stringify(name)}`);
  const lines = inputs.flatMap((column) => {
    const note = notes[column.kind];
    const property = `  readonly ${JSON.stringify(column.name)}: ${types[column.kind]} | null;`;
    return note === undefined ? [property] : [`  /** ${note} */`, property];
  });
  const classType = [
    '',
    '/** What the model tells apart. */',
    `export type ${name}Class = ${classes.map((label) => JSON.stringify(label)).join(' | ')};`,
  ];
  return [
    '/** One row of the model; null is missing. */',
    // A type, not an interface: only a type is assignable to a record of cells.
    `export type ${name} = {`,
    ...lines,
    '};',
    ...(classes.length === 0 ? [] : classType),
    '',
  ].join('\n');
}
