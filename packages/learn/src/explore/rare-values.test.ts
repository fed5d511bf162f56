import { randomStream } from '@tend/kernels';
import { daysFromCivil, numericColumn, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { findMissingness } from '../missingness/find-missingness.ts';
import { findRowPatterns } from '../row-patterns/find-row-patterns.ts';
import { findTextColumns } from '../text-columns/find-text-columns.ts';
import { textFindings } from '../text-columns/text-findings.ts';
import { findTimeBehaviour } from '../time-behaviour/find-time-behaviour.ts';
import { periodsOf } from '../time-behaviour/periods.ts';

test('nothing that fewer than 5 rows share stands in what is said of missing cells, rows, time and texts', () => {
  const random = randomStream(12);
  const n = 800;
  const isRare = (i: number): boolean => i % 200 === 7;
  const pick = <T>(i: number, rare: T, usual: T): T => (isRare(i) ? rare : usual);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const list = <T>(make: (i: number) => T): T[] => Array.from(rows, make);
  const day = daysFromCivil(2020, 1, 1);
  const cities = list((i) => pick(i, 'Zanzibar', `city ${random.integer(4)}`));
  const when = numericColumn(
    'when',
    'date',
    list((i) => pick(i, daysFromCivil(1931, 7, 23), day + Math.floor(i / 12))),
  );
  const table = tableOf([
    when,
    numericColumn(
      'amount',
      'number',
      list((i) => (cities[i] === 'city 1' && random.uniform() < 0.6 ? null : pick(i, 987_654.25, random.normal()))),
    ),
    numericColumn(
      'low',
      'number',
      list((i) => pick(i, -876_543.75, random.normal())),
    ),
    textColumn(
      'city',
      list((i) => (i % 11 === 0 ? null : (cities[i] ?? null))),
    ),
    textColumn(
      'note',
      list((i) =>
        pick(
          i,
          'mail xerxes@palace.example at once please',
          `note ${random.integer(60)} of ${random.integer(60)} words ${i}`,
        ),
      ),
    ),
  ]);
  const columns = table.columns.map(({ name }) => name);
  const y = Int8Array.from(rows, (i) => (isRare(i) || random.uniform() < 0.3 ? 1 : 0));
  const target = { type: 'binary', y } as const;
  const periods = periodsOf(when, rows);
  const said = JSON.stringify([
    findMissingness(table, rows, { columns, target, ...(periods === undefined ? {} : { periods }) }),
    findRowPatterns(table, rows, { columns, target }),
    findTimeBehaviour(table, rows, { columns, target, timeColumn: 'when' }),
    findTextColumns(table, rows, { columns, target }),
  ]);
  expect(said).toContain('city 1');
  expect(said).toContain('2020-01-27');
  for (const rare of ['Zanzibar', 'zanzibar', '987654', '987_654', '876543', '1931', 'xerxes', 'palace'])
    expect(said).not.toContain(rare);
});

test.each([
  [4, false],
  [5, true],
])('a word of %i rows, however much it tells and however few words there are: shown is %s', (rare, isShown) => {
  const random = randomStream(5);
  const colours = ['red', 'green', 'blue', 'black', 'white', 'brown', 'pink', 'grey', 'gold', 'teal', 'plum', 'lime'];
  const n = 300;
  const texts = Array.from({ length: n }, (_, i) => {
    const order = Int32Array.from(colours, (_colour, place) => place);
    random.shuffle(order);
    const words = Array.from(order.subarray(0, 4), (place) => colours[place]).join(' ');
    return i < rare ? `${words} xerxes me@palace.example` : words;
  });
  const table = tableOf([textColumn('note', texts)]);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const target = { type: 'binary', y: Int8Array.from(rows, (i) => (i < rare || i % 50 === 49 ? 1 : 0)) } as const;
  const found = findTextColumns(table, rows, { columns: ['note'], target });
  expect(found[0]?.free?.frequent.some(({ word }) => word === 'xerxes')).toBe(isShown);
  expect(found[0]?.free?.telling?.words.some(({ word }) => word === 'xerxes')).toBe(isShown);
  const said = textFindings(found).map(({ finding }) => finding.kind);
  expect([said.includes('personalData'), said.includes('tellingWords')]).toEqual([isShown, isShown]);
});
