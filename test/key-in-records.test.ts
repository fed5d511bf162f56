import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const rows = tinyRows();
/** Keys of four bytes that stand nowhere by chance; some with blanks around, some spelled in two ways. */
const keyOf = (i: number): string => {
  const key = `${i % 7 === 0 ? 'ü' : 'Ü'}${String(i % 50).padStart(2, '0')}`;
  return i % 10 === 3 ? ` ${key} ` : key;
};
const checks = `  checks:
    - {expect: expect_compound_columns_to_be_unique, column_list: [who, phase], severity: warn}
    - {expect: expect_column_most_common_value_to_be_in_set, column: who, value_set: [nobody], severity: warn}
    - {expect: expect_row_to_satisfy, expression: speed < 1 && who != '', severity: warn}
    - {expect: expect_column_unique_value_count_to_be_between, column: who, max_value: 3, severity: warn}
  contract:
    who: {type: text, pattern: '^[0-9]+$', unique: true, severity: warn}
`;

function project(): string {
  const folder = base.make();
  const lines = rows.map((row, i) => [keyOf(i), row.day, row.speed, row.weight, row.phase, row.damage].join(','));
  writeFileSync(join(folder, 'strikes.csv'), `who,day,speed,weight,phase,damage\n${lines.join('\n')}\n`);
  const path = join(folder, 'tend.yaml');
  const charter = readFileSync(path, 'utf8').replace('  source: strikes.csv\n', '  source: strikes.csv\n  key: who\n');
  writeFileSync(path, charter.replace('  contract:\n', () => checks).replace('trials: 6', 'trials: 2'));
  return folder;
}

test('no record and no finding quotes a value of the column that names persons, and a short key leaves no byte', async () => {
  const folder = project();
  const mara = await base.as('mara', folder);
  await mara.run({});
  await mara.acceptData({ reason: 'as it stands' });
  const { findings } = await mara.findings({ show: 'all' });
  const aboutKeys = findings
    .filter(({ subject }) => subject.includes('who'))
    .map(({ kind, message }) => [kind, message]);
  expect(aboutKeys).toContainEqual(['stray blanks', '15 values of 150 in "who" have blanks around']);
  expect(aboutKeys).toContainEqual([
    'inconsistent spelling',
    expect.stringMatching(/^"who" spells one value differently, \d+ groups of spellings; \d+ rows of 150$/),
  ]);
  expect(aboutKeys).toContainEqual([
    'expect_column_values_to_match_regex',
    expect.stringMatching(/observed 150 of 150 unexpected$/),
  ]);
  expect(aboutKeys).toContainEqual([
    'expect_column_most_common_value_to_be_in_set',
    expect.stringMatching(/not shown: "who" names persons$/),
  ]);
  const { findings: ofRows } = await mara.findings({ show: 'all' });
  expect(ofRows.find(({ kind }) => kind === 'expect_row_to_satisfy')?.message).toMatch(/such as {"speed":/);
  const db = new DatabaseSync(join(folder, '.tend/tend.db'), { readOnly: true });
  const texts = ['record', 'audit_entry'].flatMap((table) => db.prepare(`select bytes from ${table}`).all());
  const sentences = db.prepare('select message as bytes from finding').all();
  db.close();
  expect(texts.length).toBeGreaterThan(20);
  expect([...texts, ...sentences].filter(({ bytes }) => /[Üü]\d\d/.test(String(bytes)))).toEqual([]);

  const answer = await mara.withdraw({ key: 'Ü01', reason: 'asked on the phone' });
  expect(answer).toMatchObject({ isComplete: true, isDistinctive: false });
  expect(answer.remains.filter(({ isStored }) => isStored)).toEqual([]);
  const stored = readdirSync(join(folder, '.tend'), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const holding = stored.filter((file) => readFileSync(join(file.parentPath, file.name)).includes('Ü01'));
  expect(stored.length).toBeGreaterThan(5);
  expect(holding.map(({ name }) => name)).toEqual([]);
});
