import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { columnOf, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { answersOf, csvTable } from '../explore/csv-table.cases.ts';
import type { LeakTarget } from '../explore/leak-target.ts';
import { profileColumn } from '../profile/profile-column.ts';
import { findTextColumns, type TextBehaviour } from './find-text-columns.ts';
import { personalData } from './personal-data.ts';
import { similarTexts } from './similar-texts.ts';
import reference from './text-columns.reference.json' with { type: 'json' };
import { textFindings } from './text-findings.ts';
import { textRows } from './text-rows.ts';

const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const look = (values: readonly (string | null)[], target?: LeakTarget): TextBehaviour => {
  const table = tableOf([textColumn('t', values)]);
  return findTextColumns(table, rowsOf(table), { columns: ['t'], ...(target === undefined ? {} : { target }) })[0]!;
};
const sms = dataset('sms_spam.csv');

describe('the SMS collection', () => {
  const read = (): Table => csvTable(readFileSync(sms.path, 'utf8'));

  test('words, lengths and telling words agree with pandas and SciPy', (ctx) => {
    if (sms.skip !== undefined) return ctx.skip(sms.skip);
    const table = read();
    const target = { type: 'binary', y: answersOf(table, `row["type"] == 'spam'`) } as const;
    const [{ free }] = findTextColumns(table, rowsOf(table), { columns: ['text'], target }) as [TextBehaviour];
    const profile = profileColumn(columnOf(table, 'text'));
    if (profile.kind !== 'text') throw new RangeError('expected texts');
    expect(profile.characters.mean).toBeCloseTo(reference.meanCharacters, 10);
    expect(free?.meanWords).toBeCloseTo(reference.meanWords, 10);
    expect(free?.vocabulary).toBe(reference.vocabulary);
    expect(free?.frequent.slice(0, 10).map(({ word, rows }) => [rows, word])).toEqual(reference.frequent);
    expect(free?.telling?.tried).toBe(reference.tried);
    expect(free?.telling?.words.map(({ word }) => word)).toEqual(reference.telling.map(({ word }) => word));
    for (const [i, expected] of reference.telling.entries()) {
      const word = free?.telling?.words[i];
      expect(word?.rows).toBe(expected.rows);
      expect(word?.says).toBe(expected.effect > 0 ? 'positive' : 'negative');
      expect(word?.withWord).toBeCloseTo(expected.effect > 0 ? expected.positive : 1 - expected.positive, 12);
      expect(word?.effect).toBeCloseTo(Math.abs(expected.effect), 10);
      expect(word?.low).toBeCloseTo(expected.low, 10);
      expect(Math.abs((word?.qValue ?? 1) / expected.qValue - 1)).toBeLessThan(1e-6);
    }
  });

  test('similar texts are those that comparing all pairs finds', (ctx) => {
    if (sms.skip !== undefined) return ctx.skip(sms.skip);
    const column = columnOf(read(), 'text');
    if (column.kind !== 'text') throw new RangeError('expected texts');
    const { texts, compared, similar } = reference.similar;
    const few = textColumn('text', column.dictionary.slice(0, texts));
    expect(
      similarTexts(
        textRows(
          few,
          Int32Array.from({ length: texts }, (_, i) => i),
        ),
      ),
    ).toMatchObject({
      compared,
      similar,
      recall: { planted: 100, found: 100 },
    });
  });
});

describe('personal data is counted and never shown', () => {
  const filler = Array.from({ length: 30 }, (_, i) => `order ${i} came late, 12.50 paid on 2020-01-0${i % 9}`);
  const held = (values: readonly string[]): unknown => {
    const column = textColumn('t', [...filler, ...values]);
    return personalData(textRows(column, Int32Array.from(column.codes.keys())));
  };
  test.each([
    ['nothing', [], []],
    ['addresses', ['write to ann.lee+x@mail.example.org', 'a@b', 'me@host'], [{ kind: 'email', rows: 1 }]],
    ['telephones', ['+49 30 1234567', '(555) 123-4567 please', '12345'], [{ kind: 'phone', rows: 2 }]],
    [
      'cards with a right check digit',
      ['4111 1111 1111 1111', '5500-0000-0000-0004', '340000000000009', '6011000000000004'],
      [{ kind: 'paymentCard', rows: 4 }],
    ],
    ['cards with a wrong one', ['4111 1111 1111 1112', '5500-0000-0000-0005', '6011000000000005'], []],
    ['accounts', ['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432'], [{ kind: 'iban', rows: 2 }]],
    ['accounts with a wrong check', ['DE88 3704 0044 0532 0130 00'], []],
    ['addresses of computers', ['from 192.168.1.20', '1.2.3', '999.1.1.1'], [{ kind: 'ipAddress', rows: 1 }]],
  ])('%s', (_, values, expected) => {
    expect(held(values)).toEqual(expected);
  });

  test('numbers of 16 digits that are no cards are not taken for some', () => {
    const random = randomStream(2);
    const numbers = Array.from(
      { length: 500 },
      () => `4${Array.from({ length: 15 }, () => random.integer(10)).join('')}`,
    );
    expect(held(numbers)).toEqual([]);
  });

  test('the finding counts them', () => {
    const values = Array.from({ length: 8 }, (_, i) => `person${i}@mail.example.org`);
    const [finding] = textFindings([look([...filler, ...values])]);
    expect(finding?.finding.message).toBe(
      '"t" holds what looks like personal data: e-mail addresses in 8 rows (of 38 with a text)',
    );
    expect(JSON.stringify(look([...filler, ...values]))).not.toContain('person3');
  });
});

/** Texts of eight random words out of a hundred; `mark` stands in every tenth, where the outcome is likelier. */
function planted(
  seed: number,
  isTelling: boolean,
): { readonly texts: readonly string[]; readonly marked: readonly boolean[] } {
  const random = randomStream(seed);
  const marked = Array.from({ length: 400 }, () => random.uniform() < 0.1);
  const texts = marked.map((isMarked) => {
    const words = Array.from({ length: 8 }, () => `w${random.integer(100)}`);
    return [...words, ...(isMarked && isTelling ? ['mark'] : [])].join(' ');
  });
  return { texts, marked };
}

test('a planted word is found, for outcomes of every kind', () => {
  const { texts, marked } = planted(1, true);
  const random = randomStream(9);
  const yes = marked.map((isMarked) => random.uniform() < (isMarked ? 0.8 : 0.2));
  const targets: readonly (readonly [string, LeakTarget])[] = [
    ['positive', { type: 'binary', y: Int8Array.from(yes, Number) }],
    ['b', { type: 'classes', codes: Int32Array.from(yes, Number), classes: ['a', 'b'] }],
    ['higher', { type: 'number', values: Float64Array.from(yes, (one) => random.normal() + 2 * Number(one)) }],
  ];
  for (const [says, target] of targets) {
    const words = look(texts, target).free?.telling?.words;
    expect(words?.map((word) => [word.word, word.says])).toEqual([['mark', says]]);
    expect(words?.[0]?.low).toBeGreaterThan(0);
  }
});

test('words of noise tell nothing: over 30 columns of texts at most 2 do', () => {
  let found = 0;
  for (let seed = 0; seed < 30; seed++) {
    const { texts } = planted(seed, false);
    const random = randomStream(1000 + seed);
    const y = Int8Array.from(texts, () => (random.uniform() < 0.2 ? 1 : 0));
    found += look(texts, { type: 'binary', y }).free?.telling?.words.length ?? 0;
  }
  expect(found).toBeLessThanOrEqual(2);
});

test('no text and no word of fewer than 5 rows stands in the result', () => {
  const { texts } = planted(3, true);
  const rare = [
    'secretive zanzibar wording here',
    'another zanzibar sentence there',
    'a third zanzibar and 17 more',
    'a third zanzibar and 18 more',
  ];
  const y = Int8Array.from({ length: texts.length + rare.length }, (_, i) => (i >= texts.length ? 1 : i % 2));
  expect(JSON.stringify(look([...texts, ...rare], { type: 'binary', y }))).not.toContain('zanzibar');
});

test('forms that differ in numbers only are one template', () => {
  const values = Array.from({ length: 40 }, (_, i) =>
    i < 25 ? `Parcel ${i} left on 2021-03-${i}` : `free words number ${'abcdefghijklmnop'[i - 25]} are here`,
  );
  expect(look(values).free?.similar.templates).toEqual([{ template: 'parcel # left on #', rows: 25, texts: 25 }]);
});

test('scripts are shares of letters, of at least 5 rows', () => {
  const values = Array.from({ length: 30 }, (_, i) =>
    i < 10 ? `привет мир номер ${i}` : `hello big world ${i} ${'x'.repeat(i)}`,
  );
  const scripts = look([...values, '漢字 are rare in this one']).free?.scripts;
  expect(scripts?.map(({ script }) => script)).toEqual(['Latin', 'Cyrillic']);
  expect(scripts?.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThan(0.99);
});

test.each([
  ['no rows', []],
  ['all missing', [null, null]],
  ['one text', ['just one text here']],
  ['categories', Array.from({ length: 90 }, (_, i) => (i % 2 === 0 ? 'yes it is so' : 'no it is not'))],
])('%s: not free text', (_, values) => {
  const found = look(values);
  expect(found.free).toBeUndefined();
  expect(textFindings([found])).toEqual([]);
});

test('numbers are not looked at', () => {
  const table = tableOf([numericColumn('n', 'number', [1, 2])]);
  expect(findTextColumns(table, rowsOf(table), { columns: ['n'] })).toEqual([]);
});
