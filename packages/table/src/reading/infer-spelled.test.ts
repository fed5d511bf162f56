import { describe, expect, test } from 'vitest';
import { cellParser } from './cell-parser.ts';
import { inferText, readSpelled } from './infer-spelled.ts';
import { proposeReading } from './propose-reading.ts';
import type { SpelledColumn } from './spelled-column.ts';
import { unitOfName } from './unit-of-name.ts';

/** A column of these cells, none of them missing. */
function spelled(cells: readonly string[]): SpelledColumn {
  const texts = [...new Set(cells)];
  return {
    size: texts.length,
    textAt: (code) => texts[code] ?? '',
    lengthAt: (code) => new TextEncoder().encode(texts[code]).length,
    countAt: (code) => cells.filter((cell) => cell === texts[code]).length,
  };
}

describe('what the spellings of a column say', () => {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  test.each<[string, readonly string[], string, object, readonly number[]]>([
    ['decimal commas', ['1,5', '2,25', '-3'], 'number', { decimal: ',' }, [1.5, 2.25, -3]],
    ['commas and points', ['1.234,5', '7'], 'number', { decimal: ',', thousands: '.' }, [1234.5, 7]],
    ['thousands', ['1,234,567', '12', '1,000'], 'integer', { thousands: ',' }, [1_234_567, 12, 1000]],
    ['thousands and fractions', ['1,234.5', '1,000'], 'number', { thousands: ',' }, [1234.5, 1000]],
    ['points between thousands', ['1.234.567', '12'], 'integer', { thousands: '.' }, [1_234_567, 12]],
    ['blanks between thousands', ['1 234', '12'], 'integer', { thousands: ' ' }, [1234, 12]],
    ['Swiss thousands', ["1'234.50", '12.25'], 'number', { thousands: "'" }, [1234.5, 12.25]],
    ['dollars', ['$1,234.50', '-$5.00', '$-6.25'], 'number', { thousands: ',', prefix: '$' }, [1234.5, -5, -6.25]],
    ['percent', ['12%', '7%'], 'integer', { suffix: '%' }, [12, 7]],
    ['a unit', ['12.5 kg', '7 kg'], 'number', { suffix: ' kg' }, [12.5, 7]],
    ['blanks around', ['1', ' 2', '3 '], 'integer', { trim: true }, [1, 2, 3]],
    [
      'months first',
      ['3/14/2001', '12/1/1999'],
      'date',
      { pattern: 'M/D/YYYY' },
      [day('2001-03-14'), day('1999-12-01')],
    ],
    [
      'days first',
      ['14.03.2001', '01.12.1999'],
      'date',
      { pattern: 'DD.MM.YYYY' },
      [day('2001-03-14'), day('1999-12-01')],
    ],
    [
      'years first',
      ['2001/03/14', '1999/12/01'],
      'date',
      { pattern: 'YYYY/MM/DD' },
      [day('2001-03-14'), day('1999-12-01')],
    ],
    ['midnights', ['3/14/2001 0:00:00'], 'date', { pattern: 'M/D/YYYY 0:00:00' }, [day('2001-03-14')]],
    [
      'times',
      ['3/14/2001 9:05', '12/1/1999 17:30'],
      'instant',
      { pattern: 'M/D/YYYY H:mm' },
      [Date.UTC(2001, 2, 14, 9, 5), Date.UTC(1999, 11, 1, 17, 30)],
    ],
  ])('%s', (_name, cells, kind, format, values) => {
    const { fitting } = readSpelled(spelled(cells));
    expect([fitting?.kind, fitting?.format]).toEqual([kind, format]);
    expect(cells.map((cell) => fitting?.parse(cell))).toEqual(values);
    // What was found out is enough to read it again.
    if (fitting !== undefined) expect(cells.map(cellParser(fitting.kind, fitting.format))).toEqual(values);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a comma that no value decides', ['1,234', '5,678'], /"1,234" can be 1\.234 or 1234/],
    ['days or months', ['3/4/2001', '5/6/2002'], /fit both D\/M\/YYYY and M\/D\/YYYY/],
    ['years of two digits', ['3/14/01'], /year of two digits/],
  ])('stays text: %s', (_name, cells, unclear) => {
    const read = readSpelled(spelled(cells));
    expect(read.fitting).toBeUndefined();
    expect(read.unclear).toMatch(unclear);
    expect(inferText('x', spelled(cells), cells.length, read).reason).toMatch(unclear);
  });

  test.each([
    ['ranges', ['2-10', '11-100']],
    ['ids', ['k1', 'k2']],
    ['versions', ['1.2.3', '1.10.0']],
    ['addresses', ['10.0.0.1', '10.0.0.2']],
    ['postcodes', ['01234', '99999']],
    ['postcodes with blanks', [' 01234', '99999']],
    ['sizes of no unit', ['1K', '2K']],
    ['different units', ['5 kg', '5 m']],
    ['broken groups', ['12,34,567', '1']],
    ['no day', ['2/30/2001']],
    ['two marks', ['1/2.2001', '13/2.2001']],
    ['None among words', ['None', 'Small']],
  ])('%s are text', (_name, cells) => {
    expect(readSpelled(spelled(cells))).toEqual({});
  });

  test('a stated decimal mark decides', () => {
    expect(readSpelled(spelled(['1,234', '5,678']), ',').fitting?.parse('1,234')).toBe(1.234);
    expect(readSpelled(spelled(['1,234', '5,678']), '.').fitting?.parse('1,234')).toBe(1234);
  });

  test('known spellings of missing values are missing among numbers, and words among words', () => {
    const { fitting } = readSpelled(spelled(['1', 'NA', '2', '?', '  ', 'NA']));
    expect([fitting?.kind, fitting?.missing]).toEqual([
      'integer',
      [
        ['NA', 2],
        ['?', 1],
        ['  ', 1],
      ],
    ]);
    expect(readSpelled(spelled(['NA', 'EU', 'AS']))).toEqual({});
    expect(readSpelled(spelled(['NA', '?']))).toEqual({});
  });
});

describe('what a column of text is', () => {
  test.each<[string, readonly string[], object]>([
    ['a truth value', ['Y', 'N', 'Y'], { meaning: 'truth value' }],
    ['a constant', ['a', 'a'], { meaning: 'constant' }],
    ['an identifier', ['a1', 'a2', 'b7'], { meaning: 'identifier' }],
    [
      'a known scale',
      ['High', 'Low', 'Medium', 'Low'],
      { meaning: 'ordered category', levels: ['Low', 'Medium', 'High'] },
    ],
    [
      'numbered levels',
      ['2 - mid', '1 - low', '3 - top', '1 - low'],
      { meaning: 'ordered category', levels: ['1 - low', '2 - mid', '3 - top'] },
    ],
    ['words with numbers', ['cat2', 'cat1', 'cat3', 'cat1'], { meaning: 'category' }],
    ['nothing', [], { meaning: 'empty' }],
  ])('%s', (_name, cells, expected) => {
    expect(inferText('x', spelled(cells), cells.length)).toMatchObject(expected);
  });
});

test.each([
  ['price (USD)', 'USD'],
  ['Speed IAS in knots', 'knots'],
  ['speed_kmh', 'km/h'],
  ['weight [kg]', 'kg'],
  ['class_m', undefined],
  ['within', undefined],
  ['origin', undefined],
])('the unit of %s', (name, unit) => {
  expect(unitOfName(name)).toBe(unit);
});

test('a proposal goes by the most of the first texts', () => {
  expect(proposeReading(['1', '2', 'NA', 'x'])).toEqual({ kind: 'integer' });
  expect(proposeReading(['1.5', '2.5'])).toEqual({ kind: 'number' });
  expect(proposeReading(['1,5', '2,5'])).toEqual({ kind: 'number', format: { decimal: ',' } });
  expect(proposeReading(['a', 'b', '1'])).toEqual({ kind: 'text' });
  expect(proposeReading([])).toEqual({ kind: 'text' });
});

test.each([
  ['digits before a letter', `${'0'.repeat(150_000)}x`],
  ['blanks between two words', `a${' '.repeat(150_000)}b`],
])('150,000 %s are no number, which takes one pass: the square of their length would outlast this test', (_, cell) => {
  expect(cellParser('number', { trim: true })(cell)).toBeUndefined();
});
