import { expect, test } from 'vitest';
import { compileFormula } from './compile-formula.ts';
import type { Value } from './expression.ts';

const columns = [
  { name: 'weight', kind: 'number' },
  { name: 'height', kind: 'number' },
  { name: 'day', kind: 'date' },
  { name: 'sex', kind: 'text' },
] as const;
const row: Readonly<Record<string, Value>> = { weight: 80, height: 2, day: 1, sex: 'F' };
const answerOf = (text: string, cells = row): Value =>
  compileFormula(text, { columns, aliases: { w: 'weight' } }).bind((name) => () => cells[name] ?? null)(0);

test('gives numbers and truths, and null for what is unknown', () => {
  expect(answerOf('w / (height * height)')).toBe(20);
  expect(answerOf("sex == 'F' ? weight : -weight")).toBe(80);
  expect(answerOf('size(sex) + 1')).toBe(2);
  expect(answerOf('weight > 100')).toBe(false);
  expect(answerOf('weight / (height - 2)')).toBeNull();
  expect(answerOf('weight * height', { ...row, height: null })).toBeNull();
  expect(compileFormula('weight + height', { columns })).toMatchObject({
    type: 'number',
    columns: ['weight', 'height'],
  });
});

test.each([
  ['sex', 'gives text, a number or true or false is needed'],
  ['day', 'gives a date'],
  ['null', 'gives null'],
  ['weigth * 2', 'did you mean weight?'],
])('refuses %s', (text, message) => {
  expect(() => answerOf(text)).toThrow(message);
});
