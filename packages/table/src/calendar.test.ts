import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  civilFromDays,
  daysFromCivil,
  firstDay,
  firstInstant,
  formatDate,
  formatInstant,
  lastDay,
  lastInstant,
  parseDate,
  parseInstant,
} from './calendar.ts';

// The oracle is the ECMAScript Date, which is proleptic Gregorian too.
const day = fc.integer({ min: firstDay, max: lastDay });
const instant = fc.integer({ min: firstInstant, max: lastInstant });

describe('dates', () => {
  test('agree with Date for every day of four-digit years', () => {
    fc.assert(
      fc.property(day, (days) => {
        const text = new Date(days * 86_400_000).toISOString().slice(0, 10);
        expect(formatDate(days)).toBe(text);
        expect(parseDate(text)).toBe(days);
        const { year, month, day: dayOfMonth } = civilFromDays(days);
        expect(daysFromCivil(year, month, dayOfMonth)).toBe(days);
      }),
    );
  });

  test('the ends of the range and the days around 1970', () => {
    expect([firstDay, -1, 0, lastDay].map(formatDate)).toEqual([
      '0000-01-01',
      '1969-12-31',
      '1970-01-01',
      '9999-12-31',
    ]);
    expect(() => formatDate(lastDay + 1)).toThrow(RangeError);
    expect(() => formatDate(0.5)).toThrow(RangeError);
  });

  test.each([
    '2001-02-29',
    '1900-02-29',
    '2001-04-31',
    '2001-00-10',
    '2001-13-10',
    '2001-01-00',
    '2001-1-1',
    '01-01-2001',
    ' 2001-01-01',
    '2001-01-01\n',
    '',
  ])('%j is no date', (text) => expect(parseDate(text)).toBeUndefined());

  test('leap days', () => {
    expect(parseDate('2000-02-29')).toBe(11_016);
    expect(parseDate('1600-02-29')).toBe(Date.UTC(1600, 1, 29) / 86_400_000);
  });
});

describe('instants', () => {
  test('agree with Date', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        const text = new Date(ms).toISOString();
        expect(formatInstant(ms)).toBe(text);
        expect(parseInstant(text)).toBe(ms);
      }),
    );
  });

  test.each([
    ['2001-03-05T14:30:00Z', '2001-03-05T14:30:00.000Z'],
    ['2001-03-05 14:30', '2001-03-05T14:30:00.000Z'],
    ['2001-03-05T14:30:15.5+02:00', '2001-03-05T12:30:15.500Z'],
    ['2001-03-05T14:30:15,250000-0330', '2001-03-05T18:00:15.250Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, utc) => expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(utc));

  test.each([
    '2001-03-05',
    '2001-03-05T24:00Z',
    '2001-03-05T14:60Z',
    '2001-02-29T00:00Z',
    '2001-03-05T14:30:60Z',
    '2001-03-05T14:30:00.0001Z',
    '0000-01-01T00:00+01:00',
    '2001-03-05T14:30:00 CET',
  ])('%j is no instant', (text) => expect(parseInstant(text)).toBeUndefined());
});
