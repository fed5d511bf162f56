import { expect, test } from 'vitest';
import { almostKind } from './almost-kind.ts';
import type { SpelledColumn } from './spelled-column.ts';

/** A column of these distinct texts, each with its count. */
function column(texts: readonly (readonly [text: string, count: number])[]): SpelledColumn {
  return {
    size: texts.length,
    textAt: (code) => texts[code]?.[0] ?? '',
    lengthAt: (code) => texts[code]?.[0].length ?? 0,
    countAt: (code) => texts[code]?.[1] ?? 0,
  };
}

const numbers = Array.from({ length: 30 }, (_, i) => [String(i), 10] as const);

test('few values among numbers, dates or truth values are found, with the first of them', () => {
  expect(almostKind(column([...numbers, ['?', 5], ['fast', 2], ['slow', 1]]), (code) => code)).toEqual({
    ...{ kind: 'number', misfits: 3, known: 308, text: 'fast', row: 31 },
  });
  const days = Array.from({ length: 25 }, (_, i) => [`2024-01-${String(i + 1).padStart(2, '0')}`, 1] as const);
  expect(almostKind(column([['soon', 9], ...days]), (code) => code)).toMatchObject({ kind: 'date', misfits: 9 });
  const truth = [
    ['true', 300],
    ['false', 299],
    ['maybe', 1],
  ] as const;
  expect(almostKind(column(truth), (code) => code)).toMatchObject({ kind: 'boolean', text: 'maybe' });
});

test.each([
  [
    'words',
    [
      ['red', 300],
      ['blue', 300],
      ['7', 2],
    ],
  ],
  ['numbers that a number would change', [...numbers, ['007', 1]]],
  ['digits that a number would round', [...numbers, ['12345678901234567890', 1]]],
  [
    'levels of which one is no number',
    [
      ['0', 90],
      ['1', 20],
      ['2', 20],
      ['3+', 9],
    ],
  ],
  ['numbers alone', numbers],
] as const)('%s are what they are', (_name, texts) => {
  expect(almostKind(column(texts), (code) => code)).toBeUndefined();
});
