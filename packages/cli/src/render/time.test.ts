import { expect, test } from 'vitest';
import { formatDay, formatDuration, formatInstant, formatMinute } from './time.ts';

test.each([
  [0, '0.0 s'],
  [44, '0.0 s'],
  [400, '0.4 s'],
  [38_214, '38.2 s'],
  [59_960, '1 min 0 s'],
  [72_000, '1 min 12 s'],
  [3_720_000, '1 h 02 min'],
])('%i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('instants are UTC, and what is no instant stays as it is', () => {
  expect(formatInstant('2026-11-20T10:14:22+01:00')).toBe('2026-11-20 09:14:22 UTC');
  expect(formatMinute('2026-11-20T09:14:22.123Z')).toBe('2026-11-20 09:14');
  expect(formatDay('2026-11-20T23:59:59.999Z')).toBe('2026-11-20');
  expect([formatInstant('2026-11-20'), formatDay('2026-11-20'), formatInstant('never')]).toEqual([
    '2026-11-20',
    '2026-11-20',
    'never',
  ]);
});
