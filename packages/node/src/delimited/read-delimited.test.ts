import type { ColumnKind } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asText, problemOf, readText } from './reading.cases.ts';

describe('reading', () => {
  test('gives typed cells, null only for the empty field', async () => {
    const read = await readText(
      'x,n,ok,day,at,t\n1.5,3,TRUE,1965-03-05,2001-03-05T14:30:00+02:00,None\n-0,-7,false,2000-02-29,2001-03-05 00:00,"a ""b"", c"\n,,,,,""\n1e-3,9007199254740991,True,0000-01-01,1969-12-31T23:59:59.999Z, NA \n',
    );
    expect(read.kinds).toEqual(['number', 'integer', 'boolean', 'date', 'instant', 'text']);
    expect([read.delimiters, read.rowCounts]).toEqual([[','], [4]]);
    expect(read.rows).toEqual([
      [1.5, 3, true, '1965-03-05', '2001-03-05T12:30:00.000Z', 'None'],
      [0, -7, false, '2000-02-29', '2001-03-05T00:00:00.000Z', 'a "b", c'],
      [null, null, null, null, null, null],
      [0.001, 9007199254740991, true, '0000-01-01', '1969-12-31T23:59:59.999Z', ' NA '],
    ]);
  });

  test('takes the spellings of missing by column, "*" for the others', async () => {
    const missing = { a: ['?'], b: ['', '999'], '*': ['NA'] };
    const read = await readText('a,b,c\n?,999,NA\nx,5,?\n"?",,\n', { missing });
    expect(read.kinds).toEqual(['text', 'integer', 'text']);
    expect(read.rows).toEqual([
      [null, null, null],
      ['x', 5, '?'],
      [null, null, ''],
    ]);
  });

  test('every cell that was written comes back, whatever is in it and wherever the pieces end', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r\n', ' ', 'a', 'é', '\t', '😀', '|'), maxLength: 8 }),
      fc.constantFrom('', '0012', 'None', '1,5', "'", '#', '\\', '\ufeff', '\u2028', '=1+1'),
    );
    const content = fc
      .record({
        columnCount: fc.integer({ min: 1, max: 4 }),
        delimiter: fc.constantFrom(',', ';', '\t', '|'),
        end: fc.constantFrom('\n', '\r\n'),
      })
      .chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          rows: fc.array(fc.array(cell, { minLength: shape.columnCount, maxLength: shape.columnCount }), {
            minLength: 1,
            maxLength: 12,
          }),
          quoteAll: fc.boolean(),
          lastEnd: fc.boolean(),
          pieceBytes: fc.integer({ min: 1, max: 50 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(content, async ({ shape, rows, quoteAll, lastEnd, pieceBytes }) => {
        const cells = rows.map((row) => row.map((text) => text.replaceAll('\0', '')));
        const names = Array.from({ length: shape.columnCount }, (_, i) => `column "${i}"${shape.delimiter}\n`);
        const write = (text: string) =>
          quoteAll || text === '' || /["\r\n,;\t|]|^\s/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const lines = [names, ...cells].map((row) => row.map(write).join(shape.delimiter));
        const options = { columns: asText(...names), delimiter: shape.delimiter };
        const read = await readText(lines.join(shape.end) + (lastEnd ? shape.end : ''), options, pieceBytes);
        expect(read.rows).toEqual(cells.map((row) => row.map((text) => (text === '' ? null : text))));
      }),
      { numRuns: 200 },
    );
  });

  test('numbers are rounded as JavaScript rounds them', async () => {
    const values = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 300, seed: 7 });
    const texts = [
      ...values
        .flatMap((value) => [String(value), value.toExponential(20), value.toPrecision(18)])
        .filter((text) => !/^-?\d{16,}$/.test(text)),
      ...['0.1', '.5', '5.', '+5', '1E+5', '-0', '0.30000000000000004', '2.2250738585072011e-308', '5e-324', '1e-400'],
      ...[
        '9007199254740993.0',
        '1.7976931348623157e308',
        '123456789012345678901234567890.5',
        '179769313486231570814527423731704356798070e267',
      ],
    ];
    const column = (await readText(`x\n${texts.join('\n')}\n`, { columns: { x: { kind: 'number' } } })).column('x');
    expect(column.kind === 'number' && [...column.values]).toEqual(texts.map((text) => Number(text) + 0));
  });

  test('line ends in quotes, CRLF and blank lines at the end are no obstacle', async () => {
    const read = await readText('a,b\r\n1,"x\r\ny"\r\n2,z\r\n\r\n\r\n');
    expect(read.rows).toEqual([
      [1, 'x\r\ny'],
      [2, 'z'],
    ]);
    expect((await readText('a\n1\n\n""\n4')).rows).toEqual([[1], [null], [null], [4]]);
  });

  test('a text column without any value has an empty dictionary', async () => {
    const read = await readText('a,b\n1,\n2,\n');
    expect(read.reason('b')).toBe('every value is missing, so nothing says what it holds');
    expect(read.column('b')).toMatchObject({ kind: 'text', dictionary: [], codes: Int32Array.of(-1, -1) });
  });

  test('other quotes than the double one', async () => {
    expect((await readText("a,b\n'x, ''y''',\"z\n", { quote: "'" })).rows).toEqual([["x, 'y'", '"z']]);
  });

  test('several inputs are one table: columns by name, each with its delimiter', async () => {
    const read = await readText(['a,b\n1,x\n', 'b;a\ny;2\nz;3\n']);
    expect(read.rows).toEqual([
      [1, 'x'],
      [2, 'y'],
      [3, 'z'],
    ]);
    expect([read.rowCounts, read.delimiters]).toEqual([
      [1, 2],
      [',', ';'],
    ]);
    const { detail } = await problemOf(readText(['a,b,c\n1,2,3\n', 'a,b,d\n1,2,3\n']));
    expect(detail.message).toBe('b.csv lacks "c" and has "d" in addition');
  });

  test('a column is the same whatever stays in memory', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i},${i / 8},w${i % 300},${i % 7 === 0 ? '' : i % 100}`);
    const content = `a,b,c,d\n${lines.join('\n')}\n`;
    const [inMemory, onDisk] = [await readText(content), await readText(content, { memoryBytes: 0 })];
    expect(onDisk.loaded).toEqual(inMemory.loaded);
    const widths = Array.from({ length: 60_001 }, (_, i) => (i < 20_001 ? i % 100 : i < 40_001 ? i : i / 8));
    const widening = `a\n${widths.join('\n')}\n`;
    expect((await readText(widening, { memoryBytes: 0 })).column('a')).toMatchObject({
      values: Float64Array.from(widths),
    });
    expect(inMemory.rows[39_999]).toEqual([39_999, 39_999 / 8, 'w99', 99]);
  });
});

describe('a kind is that of all rows', () => {
  const many = (text: string) => `${text}\n`.repeat(150_000);
  test.each<[string, string, ColumnKind, RegExp]>([
    ['whole', '1\n-2\n+3\n', 'integer', /^all 3 values are whole numbers$/],
    ['fractions', '1\n2.5\n\n', 'number', /not all of them whole; 1 are missing/],
    ['late fraction', `${many('1')}2.5\n`, 'number', /not all of them whole/],
    ['late word', `${many('1')}many\n`, 'text', /"many" is not a number in line 150,002/],
    ['late exponent', `${many('1')}1e3\n`, 'number', /not all of them whole/],
    ['postcode', '01234\n99999\n', 'text', /lose the leading zero of "01234" in line 2/],
    ['late postcode', `${many('99999')}01234\n`, 'text', /leading zero of "01234" in line 150,002/],
    ['long ids', '9007199254740993\n1\n', 'text', /a number would round "9007199254740993" in line 2/],
    ['zero point', '0\n0.5\n-0.25\n', 'number', /numbers/],
    ['points', '1.0\n2.0\n', 'number', /numbers/],
    ['truth', 'TRUE\nfalse\n', 'boolean', /true or false/],
    ['zero one', '0\n1\n', 'integer', /whole/],
    ['dates', '2001-02-28\n1600-01-01\n', 'date', /YYYY-MM-DD/],
    [
      'late time',
      `${many('2001-02-28')}2001-02-28 10:00\n`,
      'text',
      /"2001-02-28 10:00" is not a date in line 150,002/,
    ],
    ['no such date', '2001-02-28\n2001-02-29\n', 'text', /"2001-02-29" is not a date in line 3/],
    ['times', '2001-02-28 10:00\n2001-02-28T10:00:00Z\n', 'instant', /without an offset are taken as UTC/],
    ['mixed', '2001-02-28\n2001-02-28T10:00:00Z\n', 'text', /is not a date/],
    ['points between thousands', '1.234.567\n12\n', 'integer', /points between thousands/],
    ['late thousands', `${many('1')}"1,234,567"\n`, 'integer', /commas between thousands/],
    ['decimal commas', '"1,5"\n"2,25"\n', 'number', /a decimal comma/],
    ['late decimal point', `${many('"1,5"')}2.5\n`, 'text', /"2.5" is not a number in line 150,002/],
    ['american dates', '1/8/1990 0:00:00\n12/31/1999 0:00:00\n', 'date', /M\/D\/YYYY 0:00:00/],
    ['compact dates', '20010305\n19991231\n', 'integer', /whole/],
    ['blanks', '1\n 2\n', 'integer', /blanks around some/],
    ['keys', 'k1\nk2\nk3\n', 'text', /all 3 values differ, so it looks like an identifier/],
    ['infinite', '1\ninf\n', 'text', /"inf" is not a number/],
    ['underscore', '1\n1_000\n', 'text', /"1_000" is not a number/],
    ['too large', '1\n1e999\n', 'text', /"1e999" is not a number/],
    [
      'first rows missing',
      `${'\n'.repeat(150_000)}1\n2\n`,
      'integer',
      /all 2 values are whole numbers; 150,000 are missing/,
    ],
  ])('%s', async (_name, body, kind, reason) => {
    const read = await readText(`x\n${body}`);
    expect(read.kinds).toEqual([kind]);
    expect(read.reason('x')).toMatch(reason);
  });

  test('eight digits are days where the name says so', async () => {
    const read = await readText('birth_date,n\n20010305,20010305\n19991231,20010306\n,1\n');
    expect(read.kinds).toEqual(['date', 'integer']);
    expect(read.rows.map(([day]) => day)).toEqual(['2001-03-05', '1999-12-31', null]);
  });

  test('a column that is read a second time has its codes in order of appearance', async () => {
    const read = await readText(`x,y\n${'1,a\n'.repeat(150_000)}b,b\n2,c\n`);
    const [x, y] = [read.column('x'), read.column('y')];
    expect([x.kind === 'text' && x.dictionary, y.kind === 'text' && y.dictionary]).toEqual([
      ['1', 'b', '2'],
      ['a', 'b', 'c'],
    ]);
  });

  test.each([
    [',', 'a,b;c\n1,"2;3"\n'],
    [';', 'a;b\n1,5;2,5\n'],
    ['\t', 'a\tb, c\n1\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [',', 'a;b,c\n1,2\n3,4\n'],
    [',', 'single\n1\n'],
  ])('finds the delimiter %j', async (delimiter, content) => {
    expect((await readText(content)).delimiters).toEqual([delimiter]);
  });
});
