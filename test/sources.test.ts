import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());
const rows = tinyRows();

/** Takes the tiny data from a source of this kind; what the data stage says of it. */
async function take(source: string, prepare: (folder: string) => void) {
  const folder = base.make({ approvals: '{required: 1, separate: false}' });
  prepare(folder);
  const charter = join(folder, 'tend.yaml');
  writeFileSync(charter, readFileSync(charter, 'utf8').replace('source: strikes.csv', `source: ${source}`));
  const mara = await base.as('mara', folder);
  const { stages } = await mara.run({});
  const data = stages.find(({ stage }) => stage === 'data');
  const snapshot = /snapshot (\w+)/.exec(data?.summary ?? '')?.[1];
  return { snapshot, details: data?.details ?? [] };
}

function writeDatabase(folder: string): void {
  const database = new DatabaseSync(join(folder, 'strikes.db'));
  database.exec('create table strikes (day text, speed real, weight real, phase text, damage text)');
  const insert = database.prepare('insert into strikes values (?, ?, ?, ?, ?)');
  for (const { day, speed, weight, phase, damage } of rows) insert.run(day, speed, weight, phase, damage);
  database.close();
}

test('the same rows are the same snapshot, wherever they lie', { timeout: 120_000 }, async () => {
  const plain = await take('strikes.csv', () => {});
  expect(plain.snapshot).toMatch(/^[0-9a-f]{6,}$/);
  const halves = await take('part-*.csv.gz', (folder) => {
    writeFileSync(join(folder, 'part-1.csv.gz'), gzipSync(tinyCsv(rows.slice(0, 70))));
    writeFileSync(join(folder, 'part-2.csv.gz'), gzipSync(tinyCsv(rows.slice(70))));
  });
  const json = await take('strikes.json', (folder) =>
    writeFileSync(join(folder, 'strikes.json'), JSON.stringify(rows)),
  );
  const ordered = await take('{sqlite: strikes.db, query: select * from strikes order by rowid}', writeDatabase);
  const unordered = await take('{sqlite: strikes.db, query: select * from strikes}', writeDatabase);
  expect([halves, json, ordered, unordered].map(({ snapshot }) => snapshot)).toEqual(Array(4).fill(plain.snapshot));
  const warning =
    'the query of strikes.db has no order by: the database may give the same rows in another order, and they are another snapshot then';
  expect(unordered.details).toContain(warning);
  expect(ordered.details).not.toContain(warning);
});
