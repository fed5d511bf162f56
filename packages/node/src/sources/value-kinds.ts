import type { TypedColumn } from './converted-file.ts';

/** What the values of a column are where each value has a type of its own (JSON, SQLite). */
export type ValueKind = 'missing' | 'integer' | 'large number' | 'number' | 'boolean' | 'text' | 'nested';

/**
 * How a column of such values is read; undefined where texts are among them, which may be dates or numbers written as text:
 * then the cells decide. Integers beyond 2^53 and numbers beyond float64 stay text, as they do in delimited text.
 */
function typedColumn(kinds: ReadonlySet<ValueKind>): TypedColumn | undefined {
  const present = new Set(kinds);
  present.delete('missing');
  if (present.has('nested'))
    return { reading: { kind: 'text' }, reason: 'objects or arrays in the file, kept as JSON' };
  if (present.has('large number'))
    return {
      reading: { kind: 'text' },
      reason: 'has integers beyond 2^53 or numbers beyond 1.8e308, which a number would change',
    };
  const [only] = present;
  if (present.size === 1 && (only === 'boolean' || only === 'integer'))
    return { reading: { kind: only }, reason: `all values are ${only}s in the file` };
  const isNumeric = present.size > 0 && [...present].every((kind) => kind === 'integer' || kind === 'number');
  return isNumeric ? { reading: { kind: 'number' }, reason: 'all values are numbers in the file' } : undefined;
}

/** The columns of which `typedColumn` knows something. */
export function typedColumns(kinds: ReadonlyMap<string, ReadonlySet<ValueKind>>): Record<string, TypedColumn> {
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(
    [...kinds].flatMap(([name, seen]) => {
      const column = typedColumn(seen);
      return column === undefined ? [] : [[name, column]];
    }),
  );
}
