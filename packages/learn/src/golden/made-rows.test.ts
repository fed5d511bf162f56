import { numericColumn, type Schema, schemaOf, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { madeRows } from './made-rows.ts';

const count = 40;
const cities = [
  ...Array<string>(20).fill('Oslo'),
  ...Array<string>(5).fill('Bergen'),
  ...Array<string>(4).fill('Vardø'),
];
const incomes = Array.from({ length: count }, (_, i) => 71_234.5 + i);
const table = tableOf([
  textColumn(
    'city',
    Array.from({ length: count }, (_, i) => cities[i] ?? null),
  ),
  numericColumn('income', 'number', incomes),
]);
const inputs: Schema = schemaOf(table);
const rowsUntil = (end: number): Int32Array => Int32Array.from({ length: end }, (_, i) => i);

test('made rows hold levels that 5 training rows share, none that fewer do, and no number of a row', () => {
  const made = madeRows(table, rowsUntil(count), inputs);
  const said = new Set(made.map(({ row }) => row.city));
  expect([said.has('Oslo'), said.has('Bergen'), said.has('Vardø')]).toEqual([true, true, false]);
  expect(made.filter(({ row }) => incomes.includes(row.income as number))).toEqual([]);
  // Rows that no model trained on do not count.
  const fewer = new Set(madeRows(table, rowsUntil(24), inputs).map(({ row }) => row.city));
  expect([fewer.has('Oslo'), fewer.has('Bergen')]).toEqual([true, false]);
});

test('one made row has no value at all, and every row has every input', () => {
  const made = madeRows(table, rowsUntil(count), inputs);
  expect(made.filter(({ row }) => Object.values(row).every((cell) => cell === null)).length).toBe(1);
  for (const { row } of made) expect(Object.keys(row)).toEqual(['city', 'income']);
});
