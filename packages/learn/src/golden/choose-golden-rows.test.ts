import { numericColumn, schemaOf, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { chooseGoldenRows } from './choose-golden-rows.ts';

const count = 600;
/** Places that even spreading over 600 rows does not meet. */
const [noNumber, noText, rareText, least, most] = [7, 11, 123, 333, 555];
const numbers = Array.from({ length: count }, (_, i) =>
  i === noNumber ? null : i === least ? -1e6 : i === most ? 1e6 : (i * 37) % 101,
);
const texts = Array.from({ length: count }, (_, i) => (i === noText ? null : i === rareText ? 'rare' : `t${i % 3}`));
const table = tableOf([numericColumn('number', 'number', numbers), textColumn('text', texts)]);
const all = Int32Array.from({ length: count }, (_, i) => i);

test('rows without a value, of the rarest level and of the smallest and largest number are among the spread ones', () => {
  const chosen = [...chooseGoldenRows(table, all, schemaOf(table))];
  for (const row of [noNumber, noText, rareText, least, most]) expect(chosen).toContain(row);
  expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
  expect(chosen.length).toBe(20);
});

test('only rows that were trained on, and of one input only what that one needs', () => {
  const odd = all.filter((row) => row % 2 === 1 && row !== most);
  const chosen = [...chooseGoldenRows(table, odd, schemaOf(table))];
  expect(chosen.filter((row) => row % 2 === 0 || row === most)).toEqual([]);
  const [text] = schemaOf(table).filter(({ name }) => name === 'text');
  const ofText = [...chooseGoldenRows(table, all, text === undefined ? [] : [text])];
  expect([noText, rareText, most].map((row) => ofText.includes(row))).toEqual([true, true, false]);
});

test('a wide table gets at most 45 rows', () => {
  const wide = tableOf(
    Array.from({ length: 60 }, (_, c) =>
      numericColumn(
        `c${c}`,
        'number',
        Array.from({ length: count }, (_, i) => (i === c * 3 + 1 ? null : (i * (c + 7)) % 599)),
      ),
    ),
  );
  expect(chooseGoldenRows(wide, all, schemaOf(wide)).length).toBe(45);
});
