import { describe, expect, test } from 'vitest';
import { dataSourceSchema, sourceName } from './data-source.ts';

describe('a source as messages name it', () => {
  test.each([
    ['data/*.csv', 'data/*.csv'],
    ['https://me:secret@host/a.csv?token=secret#x', 'https://host/a.csv'],
    ['HTTP://host', 'HTTP://host'],
    ['what?.csv', 'what?.csv'],
  ])('%s is %s', (source, name) => {
    expect(sourceName(source)).toBe(name);
  });

  test('names the parts of a person, and never a query', () => {
    expect(sourceName({ path: ['a.csv', 'b.csv'] })).toBe('a.csv, b.csv');
    expect(sourceName({ url: 'https://host/a.csv?key=secret' })).toBe('https://host/a.csv');
    expect(sourceName({ sqlite: 'a.db', query: "select 'secret'" })).toBe('a.db');
    expect(sourceName({ postgres: 'DB_URL', query: "select 'secret'" })).toBe('the query of DB_URL');
  });
});

describe('no secret stands in a charter', () => {
  test.each([
    [{ url: 'https://me:secret@host/a.csv' }],
    [{ url: 'https://me@host/a.csv' }],
    [{ url: 'https://host/a.csv', authorization: 'Bearer secret' }],
    [{ postgres: 'postgres://me:secret@host/db', query: 'select 1' }],
  ])('%j is refused', (source) => {
    expect(dataSourceSchema.safeParse(source).success).toBe(false);
  });

  test.each([
    [{ url: 'https://host/a@b.csv', authorization: 'AUTHORIZATION' }],
    [{ postgres: 'DB_URL', query: 'select 1' }],
    [{ path: ['a.csv', 'b*.csv'], encoding: 'windows-1252', delimiter: ';', decimal: ',' }],
  ])('%j is taken', (source) => {
    expect(dataSourceSchema.parse(source)).toEqual(source);
  });
});
