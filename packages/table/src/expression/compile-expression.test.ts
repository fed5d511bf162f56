import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate, parseInstant } from '../calendar.ts';
import { rowAt } from '../cells.ts';
import { numericColumn, schemaOf, tableOf, textColumn } from '../columns.ts';
import { compileExpression } from './compile-expression.ts';
import { compileFormula } from './compile-formula.ts';
import { evaluateOver } from './evaluate-over.ts';
import { InvalidExpression } from './invalid-expression.ts';

const table = tableOf([
  textColumn('Wildlife Size', ['Large', 'Small', null, 'Medium']),
  numericColumn('age', 'number', [65, 64.5, null, 70]),
  numericColumn('count', 'integer', [1, 0, 3, null]),
  textColumn('sex', ['F', 'M', 'F', null]),
  numericColumn('ok', 'boolean', [1, 0, null, 1]),
  numericColumn(
    'day',
    'date',
    ['1999-12-31', '2000-01-01', '1960-01-01', null].map((d) => (d === null ? null : (parseDate(d) ?? null))),
  ),
  numericColumn(
    'at',
    'instant',
    ['1999-12-31T23:59Z', '2000-01-01T00:00Z', null, '2000-01-01T12:00Z'].map((d) =>
      d === null ? null : (parseInstant(d) ?? null),
    ),
  ),
  textColumn('zip', ['01234', '99999', null, '1']),
  textColumn('in', ['a', 'b', 'c', 'd']),
]);
const names = { columns: schemaOf(table), aliases: { size: 'Wildlife Size', lost: 'No Such Column', sex: 'zip' } };
const usable = { columns: names.columns, aliases: { size: 'Wildlife Size' } };

describe('evaluation over a table and over its rows', () => {
  test.each<[string, number[]]>([
    ["size in ['Large','Medium']", [1, 0, -1, 1]],
    ["row['Wildlife Size'] != 'Large'", [0, 1, -1, 1]],
    ['row["in"] == "a"', [1, 0, 0, 0]],
    ['row.age > 64', [1, 1, -1, 1]],
    ['age >= 65', [1, 0, -1, 1]],
    ['age >= 64.5', [1, 1, -1, 1]],
    ['65 <= age', [1, 0, -1, 1]],
    ["age >= 65 && sex == 'F'", [1, 0, -1, -1]],
    ["age >= 65 || sex == 'F'", [1, 0, 1, 1]],
    ["!(sex == 'F')", [0, 1, 0, -1]],
    ['age == null', [0, 0, 1, 0]],
    ['null != age', [1, 1, 0, 1]],
    ["size == null || size == 'Small'", [0, 1, 1, 0]],
    ['ok', [1, 0, -1, 1]],
    ['!ok', [0, 1, -1, 0]],
    ['ok == false', [0, 1, -1, 0]],
    ['count in [1, 3.0]', [1, 0, 1, -1]],
    ['count in [-1, 0]', [0, 1, 0, -1]],
    ['count == 1u', [1, 0, 0, -1]],
    ['age / count > 60', [1, -1, -1, -1]],
    ['age % 2 == 1', [1, 0, -1, 0]],
    ['-age + 5 * (count - 1) < -60', [1, 1, -1, -1]],
    ['5 / 2 == 2.5 && count >= 0', [1, 1, 1, -1]],
    ["day >= '2000-01-01'", [0, 1, 0, -1]],
    ["day in ['1960-01-01', '1999-12-31']", [1, 0, 1, -1]],
    ["at >= '2000-01-01'", [0, 1, -1, 1]],
    ["at < '2000-01-01T13:00:00+01:00'", [1, 1, -1, 0]],
    ["size.startsWith('L') || size.endsWith('m')", [1, 0, -1, 1]],
    ["(sex + zip).contains('F0')", [1, 0, -1, -1]],
    ['size(zip) == 5', [1, 1, -1, 0]],
    ['zip.size() == 5', [1, 1, -1, 0]],
    ["sex == 'F' ? age > 60 : null", [1, -1, -1, -1]],
    ['(count == 0 ? null : age) == null', [0, 1, 1, 1]],
    ["zip < '1'", [1, 0, -1, 0]],
    ["age > 60 // the old\n && sex != 'M'", [1, 0, -1, -1]],
  ])('%s', (text, expected) => {
    const expression = compileExpression(text, usable);
    expect([...evaluateOver(expression, table)]).toEqual(expected);
    const ofRows = expected.map((_, row) => expression.evaluateRow(rowAt(table, row)));
    expect(ofRows).toEqual(expected.map((answer) => (answer < 0 ? null : answer === 1)));
  });

  test('names the columns it reads, under their own names, in order of first use', () => {
    expect(compileExpression("age > 1 && size != 'a' && age < 9", usable).columns).toEqual(['age', 'Wildlife Size']);
  });

  test('agrees with SQL on unknown values', () => {
    const database = new DatabaseSync(':memory:');
    const value = fc.constantFrom(null, 0, 1, 2.5, -3);
    const text = fc.constantFrom(null, 'a', 'B', '');
    const leaf = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('x', 'y'),
          fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
          fc.constantFrom('x', 'y', '1', '2.5', '(x + y)', '(x / y)', '-3'),
        )
        .map(([a, op, b]) => [`${a} ${op} ${b}`, `(${a} ${op} ${b})`] as const),
      fc
        .tuple(fc.constantFrom('s', 't'), fc.constantFrom('==', '!=', '<', '>='), fc.constantFrom('s', 't', "'a'"))
        .map(([a, op, b]) => [`${a} ${op} ${b}`, `(${a} ${op} ${b})`] as const),
      fc.constantFrom<readonly [string, string]>(
        ["s in ['a', 'b']", "(s in ('a', 'b'))"],
        ['x in [1, 2.5]', '(x in (1, 2.5))'],
        ['x == null', '(x is null)'],
        ['t != null', '(t is not null)'],
      ),
    );
    const { tree } = fc.letrec<{ tree: readonly [string, string] }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]} && ${b[0]})`, `(${a[1]} and ${b[1]})`] as const),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]} || ${b[0]})`, `(${a[1]} or ${b[1]})`] as const),
        tie('tree').map((a) => [`!(${a[0]})`, `(not ${a[1]})`] as const),
      ),
    }));
    const columns = [
      { name: 'x', kind: 'number' },
      { name: 'y', kind: 'number' },
      { name: 's', kind: 'text' },
      { name: 't', kind: 'text' },
    ] as const;
    fc.assert(
      fc.property(tree, value, value, text, text, ([cel, sql], x, y, s, t) => {
        const query = `select ${sql} as answer from (select cast(:x as real) as x, cast(:y as real) as y, :s as s, :t as t)`;
        const { answer } = database.prepare(query).get({ x, y, s, t }) as { answer: number | null };
        const got = compileExpression(cel, { columns }).evaluateRow({ x, y, s, t });
        expect(got, `${cel} of ${JSON.stringify({ x, y, s, t })}`).toBe(answer === null ? null : answer === 1);
      }),
      { numRuns: 500 },
    );
    database.close();
  });

  test('a row without the column, or with another type in it, is refused', () => {
    const expression = compileExpression('age >= 65', usable);
    expect(() => expression.evaluateRow({ sex: 'F' })).toThrow('the row has no column "age"');
    expect(() => expression.evaluateRow({ age: '65' })).toThrow('column "age" of the row is not a number');
  });
});

describe('what cannot be understood is refused with the place and what to write', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /empty/],
    ['sise == 1', 0, /no name "sise"; did you mean size\?/],
    ['count == 1 && aeg > 1', 14, /did you mean age\?/],
    ['Wildlife_Size == 1', 0, /did you mean row\["Wildlife Size"\]\?/],
    ['row["wildlife size"] == "a"', 0, /no column "wildlife size"; did you mean row\["Wildlife Size"\]\?/],
    ['zebra_crossings == 1', 0, /no name "zebra_crossings"; there are "size".* and \d+ more/],
    ['lost == 1', 0, /alias "lost" stands for "No Such Column", which is no column/],
    ["sex == 'F'", 0, /both a column and an alias/],
    ['age = 65', 4, /write == to compare/],
    ['age <> 65', 5, /write !=/],
    ["age > 1 AND zip == '1'", 8, /write && /],
    ["age > 1 or zip == '1'", 8, /write \|\| /],
    ['not ok', 4, /write ! for "not"/],
    ["size in ('Large', 'Small')", 16, /a list stands in brackets/],
    ["size in ('Large')", 9, /list in brackets/],
    ["size IN ['Large']", 5, /small letters/],
    ["size like 'L%'", 5, /startsWith/],
    ['age between 1 and 2', 4, /a >= 1 && a <= 2/],
    ['age is null', 4, /== null/],
    ['age == NULL', 7, /write null/],
    ["Wildlife Size == 'Large'", 9, /write row\["Wildlife Size"\]/],
    ['"Wildlife Size" == \'Large\'', 0, /in quotes is text; write row\["Wildlife Size"\]/],
    ["in == 'a'", 0, /not expected here/],
    ['while == 1', 0, /reserved; write row\["while"\]/],
    ['zip == 1234', 0, /zip is text and 1234 is a number; write '1234' in quotes/],
    ["age >= '65'", 0, /write 65 without quotes/],
    ["ok == 'true'", 0, /compare it with true or false/],
    ["day >= '5.3.2001'", 0, /'5.3.2001' is not a date; write '2001-03-05'/],
    ['day == at', 0, /day is a date|at is an instant/],
    ['ok < true', 0, /does not order true and false/],
    ['age < null', 0, /null has no order/],
    ["size in ['a', null]", 0, /null cannot stand in a list/],
    ["size in ['a', zip]", 0, /only values can stand in it/],
    ['count', 0, /gives a number, true or false is needed; compare it, as in count == 1/],
    ['age && ok', 0, /age is a number, true or false or null is needed; write age == 1/],
    ["age + 'a' == 1", 6, /a number is needed/],
    ["zip.matches('(a+)+')", 0, /matches\(\) is not known/],
    ['has(row.age)', 0, /has\(\) is not known/],
    ['[1].all(x, x > 0)', 0, /all\(\) is not known/],
    ['zip.constructor == 1', 0, /not a column/],
    ["zip.toString('a')", 0, /toString\(\) is not known/],
    ['constructor == 1', 0, /no name "constructor"/],
    ['{1: 2}', 1, /map in braces cannot stand/],
    ["b'abc' == zip", 0, /cannot stand/],
    ['count == 9007199254740993', 9, /cannot stand/],
    ['"abc', 0, /unterminated string/],
    ['age >', 5, /ends too early/],
    ['age > 1 ? ok : 5', 15, /need one type/],
  ])('%s', (text, position, message) => {
    let thrown: unknown;
    try {
      compileExpression(text, names);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidExpression);
    const invalid = thrown as InvalidExpression;
    expect(invalid.message).toMatch(message);
    expect(invalid.position).toBe(position);
    expect(invalid.names).toContain('size');
  });

  test('length and nesting are bounded', () => {
    expect(() => compileExpression(`${'ok || '.repeat(800)}ok`, usable)).toThrow('at most 4000');
    for (const [text, message] of [
      [`${'('.repeat(100)}ok${')'.repeat(100)}`, 'nested more than 60 deep, at character 61'],
      [`${'ok ? '.repeat(300)}ok${' : ok'.repeat(300)}`, 'nested more than 60 deep'],
      [`${'!'.repeat(3900)}ok`, 'nested more than 500 deep'],
      [`count${' + 1'.repeat(900)} > 1`, 'nested more than 500 deep'],
      [`count > ${'- '.repeat(1900)}1`, 'nested more than 500 deep'],
      [`zip${'.size()'.repeat(500)} == 1`, 'nested more than 60 deep'],
      [`count in [${'1,'.repeat(1500)}1]`, 'a list has more than 1000 values'],
    ] as const) {
      expect(() => compileExpression(text, usable), text.slice(0, 40)).toThrow(message);
      expect(() => compileExpression(text, usable)).toThrow(InvalidExpression);
    }
    expect(compileExpression(`${'ok && '.repeat(490)}ok`, usable).evaluateRow({ ok: true })).toBe(true);
    expect(compileExpression(`${'!'.repeat(490)}ok`, usable).evaluateRow({ ok: true })).toBe(true);
  });

  test('texts that are put together are bounded: longer ones are unknown', () => {
    const length = compileFormula(`size(${'zip + '.repeat(400)}zip)`, usable).bind;
    expect(length(() => () => 'abc')(0)).toBe(3 * 401);
    expect(length(() => () => 'é'.repeat(900_000))(0)).toBeNull();
    expect(compileFormula('size(zip)', usable).bind(() => () => '🐦'.repeat(900_000))(0)).toBe(900_000);
  });
});
