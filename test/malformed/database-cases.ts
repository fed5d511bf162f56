import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MalformedCase, Parsed, Refused } from './malformed-case.ts';

/** A database of one table `t` with a column `a` and these rows, and a query on it. */
function sqlite(name: string, query: string, answer: Parsed | Refused, insert = '(1), (2)'): MalformedCase {
  const limits = { totalBytes: 2 ** 22 };
  const make = (folder: string): void => {
    const database = new DatabaseSync(join(folder, 'data.db'));
    database.exec(`create table t (a); insert into t values ${insert}`);
    database.close();
  };
  return { name, make, request: { source: { sqlite: 'data.db', query } }, limits, answer };
}

const refusal = (says: RegExp, code: Refused['code'] = 'TND-1201'): Refused => ({ code, says });

/** SQLite files that are none, and queries that are more than a question. */
export const databaseCases: readonly MalformedCase[] = [
  sqlite('a query', 'select a from t order by a', { kinds: { a: 'integer' }, rows: [[1], [2]] }),
  sqlite('a query that deletes', 'delete from t', refusal(/./)),
  sqlite('a query that deletes and returns', 'delete from t returning a', refusal(/./)),
  sqlite('a second statement behind the query', 'select a from t; drop table t', refusal(/./)),
  sqlite('a query that opens another file', "attach 'other.db' as o", refusal(/./)),
  sqlite('a query that sets something', 'pragma user_version = 5', refusal(/./)),
  sqlite(
    'a query without end',
    'with recursive r(a) as (select 1 union all select a + 1 from r) select a from r',
    refusal(/MiB/),
  ),
  sqlite('a table that is not there', 'select a from u', refusal(/no such table/)),
  sqlite('no query', '', refusal(/./)),
  sqlite('a query without rows', 'select a from t where a > 5', refusal(/no rows/)),
  sqlite('two columns of one name', 'select a, a from t', refusal(/./)),
  sqlite('bytes in a cell', 'select a from t', refusal(/hex\(/), "(x'00ff')"),
  sqlite(
    'integers of 64 bits',
    'select a from t',
    { kinds: { a: 'text' }, rows: [['9223372036854775807'], ['1']] },
    '(9223372036854775807), (1)',
  ),
  sqlite('infinite numbers', 'select a from t', refusal(/./), '(9e999), (1)'),
  {
    name: 'a file that is no database',
    make: (folder) => writeFileSync(join(folder, 'data.db'), 'a\n1\n'.repeat(300)),
    request: { source: { sqlite: 'data.db', query: 'select 1 as a' } },
    answer: refusal(/not a database/),
  },
  {
    name: 'no database',
    make: () => {},
    request: { source: { sqlite: 'data.db', query: 'select 1 as a' } },
    answer: refusal(/no file/, 'TND-1004'),
  },
];
