import { describe, expect, test } from 'vitest';
import { isMissing, rowAt } from './cells.ts';
import { columnOf, pickColumns, schemaOf, tableOf, textColumn } from './columns.ts';
import type { Row, Schema } from './table.ts';
import { tableFromRows } from './table-from-rows.ts';
import { takeRows } from './take-rows.ts';

const schema: Schema = [
  { name: 'speed', kind: 'number' },
  { name: 'count', kind: 'integer' },
  { name: 'ok', kind: 'boolean' },
  { name: 'day', kind: 'date' },
  { name: 'at', kind: 'instant' },
  { name: 'size', kind: 'text' },
];
const good: Row = { speed: 1.5, count: 3, ok: true, day: '1965-03-05', at: '2001-03-05T14:30:00.000Z', size: 'None' };
const empty: Row = { speed: null, count: null, ok: null, day: null, at: null, size: null };

describe('tableFromRows', () => {
  test('gives back the rows it was made from', () => {
    const { table, issues } = tableFromRows(schema, [good, empty, { ...good, speed: 2, size: '' }]);
    expect(issues).toEqual([]);
    expect([0, 1, 2].map((row) => rowAt(table, row))).toEqual([good, empty, { ...good, speed: 2, size: '' }]);
    expect(schemaOf(table)).toEqual(schema);
  });

  test.each([
    ['speed', '65', 'a number or null', 'the text "65"'],
    ['speed', Number.NaN, 'a number or null', 'NaN'],
    ['count', 1.5, 'an integer or null', '1.5'],
    ['count', 2 ** 53, 'an integer or null', '9007199254740992'],
    ['ok', 1, 'true or false or null', '1'],
    ['day', '2001-02-29', 'a date like 2001-03-05 or null', 'the text "2001-02-29"'],
    ['at', '2001-02-28', 'an instant like 2001-03-05T14:30:00Z or null', 'the text "2001-02-28"'],
    ['size', 5, 'text or null', '5'],
    ['size', '\udc00', 'text or null', 'the text "\udc00"'],
  ])('%s: %j is an issue', (column, cell, expected, came) => {
    const { table, issues } = tableFromRows(schema, [good, { ...good, [column]: cell }]);
    expect(issues).toEqual([{ row: 1, column, expected, came }]);
    expect(isMissing(columnOf(table, column), 1)).toBe(true);
  });

  test('an absent and an unknown key are issues, in order of row', () => {
    const { speed: _, ...withoutSpeed } = good;
    const nested = { ...good, size: { deep: 1 } } as unknown as Row;
    const { issues } = tableFromRows(schema, [withoutSpeed, { ...good, spede: 1 }, nested]);
    expect(issues).toEqual([
      { row: 0, column: 'speed', expected: 'a number or null', came: 'nothing under this name' },
      { row: 1, column: 'spede', expected: 'only columns of the schema', came: 'a column "spede"' },
      { row: 2, column: 'size', expected: 'text or null', came: 'an object' },
    ]);
  });

  test('a column named __proto__ is a column, and inherited properties are not cells', () => {
    const odd = JSON.parse('{"__proto__": "x"}') as Row;
    const { table, issues } = tableFromRows(
      [
        { name: '__proto__', kind: 'text' },
        { name: 'toString', kind: 'text' },
      ],
      [odd],
    );
    expect(issues.map((issue) => issue.column)).toEqual(['toString']);
    expect(Object.entries(rowAt(table, 0))).toEqual([
      ['__proto__', 'x'],
      ['toString', null],
    ]);
  });
});

describe('takeRows and pickColumns', () => {
  const table = tableFromRows(schema, [good, empty, { ...good, size: 'big' }]).table;

  test('take rows in the asked order, with repetition', () => {
    const taken = takeRows(table, Int32Array.of(2, 0, 2, 1));
    expect([0, 1, 2, 3].map((row) => rowAt(taken, row).size)).toEqual(['big', 'None', 'big', null]);
    expect(columnOf(taken, 'size')).toMatchObject({ dictionary: ['big', 'None'] });
    expect(() => takeRows(table, Int32Array.of(3))).toThrow('row 3 of a table with 3 rows');
  });

  test('pick columns by name', () => {
    expect(schemaOf(pickColumns(table, ['size', 'day'])).map(({ name }) => name)).toEqual(['size', 'day']);
    expect(() => pickColumns(table, ['sise'])).toThrow('no column "sise"');
  });

  test('columns of one table have one length and distinct names', () => {
    expect(() => tableOf([textColumn('a', ['x']), textColumn('b', [])])).toThrow('column "b" has 0 rows, "a" has 1');
    expect(() => tableOf([textColumn('a', ['x']), textColumn('a', ['y'])])).toThrow('two columns are named "a"');
  });
});
