import { DatabaseSync } from 'node:sqlite';
import { Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { databaseProblem, isRetryable } from './database-problem.ts';

test('a database that cannot grow is TND-4002', () => {
  const db = new DatabaseSync(':memory:');
  db.exec('create table t (x text); pragma max_page_count = 3');
  const fill = () => db.exec(`insert into t values ('${'x'.repeat(100_000)}')`);
  expect(() => {
    try {
      fill();
    } catch (error) {
      throw databaseProblem(error);
    }
  }).toThrow(expect.objectContaining({ code: 'TND-4002', message: 'database or disk is full' }));
  db.close();
});

test.each([
  ['53100', 'TND-4002'],
  ['40001', 'TND-4003'],
  ['40P01', 'TND-4003'],
  ['23505', 'TND-4005'],
  ['XX001', 'TND-4007'],
  ['3D000', 'TND-1004'],
  ['57P01', 'TND-1004'],
  ['ECONNREFUSED', 'TND-1004'],
  ['ENOSPC', 'TND-4002'],
])('%s is %s', (code, expected) => {
  const error = Object.assign(new Error('said by the database'), { code });
  expect(databaseProblem(error)).toMatchObject({ code: expected, message: 'said by the database', cause: error });
  expect(isRetryable(error)).toBe(code.startsWith('40'));
});

test('a problem, a bug and what is no error come back as they are', () => {
  const things = [
    new Problem('TND-1008', { message: 'x' }),
    new TypeError('x'),
    Object.assign(new Error('column "nope" does not exist'), { code: '42703' }),
    'text',
    undefined,
  ];
  for (const thing of things) expect(databaseProblem(thing)).toBe(thing);
});
