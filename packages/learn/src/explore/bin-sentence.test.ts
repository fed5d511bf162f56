import { expect, test } from 'vitest';
import { binSentence, shortNumber } from './bin-sentence.ts';

test('numbers have four digits; from five on they are grouped, for four may be a year', () => {
  expect([0.123456, 2011, 1416, 45_200, 281_938, -16_510, 1e21].map(shortNumber)).toEqual([
    '0.1235',
    '2011',
    '1416',
    '45,200',
    '281,900',
    '-16,510',
    '1e+21',
  ]);
  expect(binSentence({ type: 'range', from: 2011, to: 45_200, n: 9 }, 'number')).toBe(
    'is above 2011 and at most 45,200',
  );
});
