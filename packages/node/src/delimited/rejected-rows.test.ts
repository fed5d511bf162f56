import type { ColumnKind } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { asText, problemOf, readText } from './reading.cases.ts';

describe('what is no table is refused with its place', () => {
  const latin = Buffer.from('a,b\n1,x\n2,caf\xe9\n', 'latin1');
  test.each<[string, string | Uint8Array, number | undefined, RegExp]>([
    ['ragged', 'a,b\n1,2\n"3\n3",4\n5\n', 5, /^line 5 of a.csv has 1 field$/],
    ['too many', 'a,b\r\n1,2\r\n3,4,5\r\n', 3, /line 3 of a.csv has 3 fields/],
    ['blank line', 'a,b\n1,2\n\n3,4\n', 3, /line 3 .* is empty, and rows follow it/],
    ['unclosed', 'a,b\n1,"x\ny"\n2,"z\n3,4\n', 4, /the quote that opens in line 4 .* is never closed/],
    ['after quote', 'a,b\n1,"x"y\n', 2, /text after a closing quote/],
    ['before quote', 'a,b\n1, "x"\n', 2, /blanks before an opening quote/],
    ['carriage', 'a,b\n1,x\ry\n', 2, /carriage return without a line feed/],
    ['mac', 'a,b\r1,2\r', 1, /carriage return without a line feed/],
    ['mixed ends', 'a,b\r\n1,2\r\n3,4\n', 3, /ends differently/],
    ['empty', '', undefined, /is empty/],
    ['only blanks', ' \n\n', undefined, /is empty/],
    ['header only', 'a,b\n', 1, /a header and no rows/],
    ['duplicate', 'a,b,a\n1,2,3\n', 1, /two columns of a.csv are named "a"/],
    ['unnamed', ',a\n0,1\n', 1, /column 1 of a.csv has no name/],
    ['no header', '1.5,2\n3,4\n', 1, /holds numbers, not column names/],
    ['nul', 'a,b\n1,x\0y\n', 2, /not a text file: line 2 holds a NUL byte/],
    ['latin-1', latin, 3, /line 3 of a.csv is not UTF-8/],
  ])('%s', async (_name, content, line, message) => {
    for (const columns of [{}, asText('a', 'b')]) {
      const { code, detail } = await problemOf(readText(content, { columns }));
      expect(code).toBe('TND-1201');
      expect(detail.message).toMatch(message);
      expect(detail.place).toMatchObject({ file: 'a.csv', ...(line !== undefined && { line }) });
    }
  });

  test.each<[string, ColumnKind, string, number, number, string]>([
    ['number', 'number', 'a,x\n"1\n2",1.5\n3,abc\n', 4, 3, '3,abc'],
    ['integer', 'integer', 'a,x\n1,1\n2,1.5\n', 3, 3, '2,1.5'],
    ['long integer', 'integer', 'a,x\n1,9007199254740993\n', 2, 3, '1,9007199254740993'],
    ['long number', 'number', 'a,x\n1,9007199254740993\n', 2, 3, '1,9007199254740993'],
    ['boolean', 'boolean', 'a,x\n1,true\n2,yes\n', 3, 3, '2,yes'],
    ['date', 'date', 'a,x\nüber,2001-02-28\n"é,",2001-02-29\n', 3, 6, '"é,",2001-02-29'],
    ['instant', 'instant', 'a,x\n1,2001-02-28\n', 2, 3, '1,2001-02-28'],
  ])('a cell that is not of its type: %s', async (_name, kind, content, line, column, text) => {
    const { code, detail } = await problemOf(readText(content, { columns: { ...asText('a'), x: { kind } } }));
    expect(code).toBe('TND-1201');
    expect(detail.place).toEqual({ file: 'a.csv', line, column, text });
    expect(detail.message).toContain('in column "x"');
    expect([detail.expected, detail.came]).toEqual([expect.stringContaining(' '), expect.stringMatching(/^".*"$/)]);
  });

  test('the first bad row is named, and in it the first column, and how many there are', async () => {
    const columns = { x: { kind: 'number' }, y: { kind: 'boolean' } } as const;
    const { detail } = await problemOf(readText('x,y\n1,true\n2,b\nc,d\n', { columns }));
    expect(detail.place).toMatchObject({ line: 3, column: 3 });
    expect(detail.message).toMatch(/^line 3 .*; in all 2 rows do not fit$/);
    expect(detail.facts).toMatchObject({ faults: 2, column: 'y', row: 2 });
  });

  test('an empty field is a value where the spellings do not list it', async () => {
    const columns = { x: { kind: 'number' }, y: { kind: 'number' } } as const;
    const { detail } = await problemOf(readText('x,y\n1,1\n,2\n', { columns, missing: { '*': ['NA'] } }));
    expect(detail).toMatchObject({ came: 'an empty field', place: { line: 3, column: 1 } });
  });
});

describe('rows that are set aside', () => {
  const content = [
    'a,b,c',
    '1,2001-02-28,x',
    '2,2001-02-30,y',
    '3',
    '',
    '4,2001-03-01,"z"z',
    '5,2001-03-02,"multi',
    'line"',
    'six,2001-03-03,u',
    '7,2001-03-04,"open',
    '8,2001-03-05,v',
  ].join('\n');
  const columns = { a: { kind: 'integer' }, b: { kind: 'date' } } as const;

  test('are kept with line, column, expected and came, and stand in no column', async () => {
    const read = await readText(content, { columns, maxRejected: '70%' });
    expect(read.rows).toEqual([
      [1, '2001-02-28', 'x'],
      [5, '2001-03-02', 'multi\nline'],
      [8, '2001-03-05', 'v'],
    ]);
    expect(read.rejected).toEqual([
      {
        file: 'a.csv',
        line: 3,
        column: 'b',
        expected: 'a date like 2001-03-05',
        came: '"2001-02-30"',
        text: '2,2001-02-30,y',
      },
      { file: 'a.csv', line: 4, expected: '3 fields, as in the header', came: '1 field', text: '3' },
      { file: 'a.csv', line: 5, expected: '3 fields', came: 'an empty line', text: '' },
      {
        file: 'a.csv',
        line: 6,
        expected: 'the delimiter or the end of the line',
        came: '"z\\n5,2001-03-"',
        text: '4,2001-03-01,"z"z',
      },
      { file: 'a.csv', line: 9, column: 'a', expected: 'an integer', came: '"six"', text: 'six,2001-03-03,u' },
      {
        file: 'a.csv',
        line: 10,
        expected: 'a closing double quote',
        came: 'the end of the file',
        text: '7,2001-03-04,"open',
      },
    ]);
    const c = read.column('c');
    expect(c.kind === 'text' && c.dictionary).toEqual(['x', 'multi\nline', 'v']);
  });

  test.each<[string | number, boolean]>([
    [6, true],
    [5, false],
    ['66.7%', true],
    ['66%', false],
    ['0%', false],
  ])('may be %j of 9', async (maxRejected, isRead) => {
    const work = readText(content, { columns, maxRejected });
    if (isRead) expect((await work).rejected).toHaveLength(6);
    else {
      const { detail } = await problemOf(work);
      expect(detail.place).toMatchObject({ line: 3, column: 3 });
      expect(detail.message).toMatch(/in all 6 rows do not fit/);
    }
  });

  test('that came late do not count for the kinds of columns, which are read again without them', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) =>
      i === 60_000 ? `x,${i},${i}` : `${i},${i},${i === 119_999 ? 'z' : i}`,
    );
    const read = await readText(`a,b,c\n${lines.join('\n')}\n`, {
      columns: { a: { kind: 'integer' } },
      maxRejected: 1,
    });
    expect([read.loaded.rowCount, read.rejected[0]?.line]).toEqual([119_999, 60_002]);
    expect(read.kinds).toEqual(['integer', 'integer', 'text']);
    expect(read.rows[60_000]).toEqual([60_001, 60_001, '60001']);
  });

  test('bad bytes cost their row alone', async () => {
    const bytes = Buffer.from('a,b\n1,x\n2,caf\xe9\n3,"q\nr\xe9"\n4,y\n', 'latin1');
    const read = await readText(bytes, { maxRejected: 2 });
    expect(read.rejected.map(({ line }) => line)).toEqual([3, 5]);
    expect(read.rows).toEqual([
      [1, 'x'],
      [4, 'y'],
    ]);
  });
});

describe('limits', () => {
  test('more than 10,000 columns', async () => {
    const names = Array.from({ length: 10_001 }, (_, i) => `c${i}`).join(',');
    const { detail } = await problemOf(readText(`${names}\n`));
    expect(detail.message).toBe('a.csv has more than 10,000 columns');
  });

  test('10,000 columns are read', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
    const cells = Array.from({ length: 10_000 }, (_, i) => i).join(',');
    const read = await readText(`${names}\n${cells}\n${cells}\n`);
    expect(read.rows[1]?.[9999]).toBe(9999);
  }, 30_000);

  test('a record that is larger than a block', async () => {
    const long = 'x'.repeat(3_000_000);
    expect((await readText(`a,b\n1,"${long}\n"\n2,y\n`)).rows).toEqual([
      [1, `${long}\n`],
      [2, 'y'],
    ]);
  });

  test('a record of more than 64 MiB', async () => {
    const open = async function* () {
      yield Buffer.from('a,b\n1,x\n2,"');
      for (let i = 0; i < 65; i++) yield Buffer.alloc(2 ** 20, 'y');
    };
    const { readDelimited } = await import('./read-delimited.ts');
    const work = readDelimited([{ name: 'a.csv', open }], { columns: {}, missing: {}, maxRejected: 0 });
    const { detail } = await problemOf(work);
    expect(detail.message).toBe('the record that starts in line 3 of a.csv is longer than 64 MiB');
  });

  test('a pattern that is none', async () => {
    const columns = { a: { kind: 'date', format: { pattern: 'DD.MM' } } } as const;
    const { code, detail } = await problemOf(readText('a\n1.2\n', { columns }));
    expect([code, detail.came, detail.facts]).toEqual(['TND-1201', '"DD.MM"', { column: 'a' }]);
  });

  test('a delimiter that is no character of ASCII', async () => {
    expect((await problemOf(readText('a\n1\n', { delimiter: '→' }))).detail.message).toMatch(/cannot be the delimiter/);
  });
});
