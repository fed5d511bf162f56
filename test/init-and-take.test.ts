import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openProject } from '@tend/node';
import { afterAll, expect, test } from 'vitest';
import { dataset } from './datasets.ts';
import { runTend } from './routes.ts';

const base = mkdtempSync(join(tmpdir(), 'tend-init-'));
const home = process.env.TEND_HOME;
process.env.TEND_HOME = join(base, 'home');
afterAll(() => {
  if (home === undefined) delete process.env.TEND_HOME;
  else process.env.TEND_HOME = home;
  rmSync(base, { recursive: true, force: true });
});

/** What each set spells in a way of its own, as the charter that is proposed for it must say. */
const sets = [
  { file: 'telco_churn.csv', target: 'Churn', name: 'telco-churn', column: 'TotalCharges', type: 'number' },
  { file: 'bird_strikes.csv.gz', target: 'effect', name: 'bird-strikes', column: 'date', type: 'date' },
  {
    file: 'dry_bean_european_format.csv',
    target: 'Class',
    name: 'dry-bean-european-format',
    column: 'Perimeter',
    type: 'number',
  },
];

for (const { file, target, name, column, type } of sets) {
  const { path, skip } = dataset(file);
  test(`the charter proposed for ${file} reads it`, async (context) => {
    if (skip !== undefined) context.skip(skip);
    const folder = join(base, name);
    mkdirSync(folder);
    copyFileSync(path, join(folder, file));
    const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
    try {
      const proposed = await project.init({ data: file, target });
      expect(proposed.name).toBe(name);
      expect(readFileSync(join(folder, 'tend.yaml'), 'utf8')).toContain(`${column}: {type: "${type}"`);
      const { taking, columns } = await project.takeData({});
      expect(taking.rows).toBe(proposed.rows);
      expect(columns.find((read) => read.name === column)?.kind).toBe(type);
      // Other columns may fail: their terms are those of the rows whose outcome is known.
      expect(taking.failing.filter((check) => check.column === target)).toEqual([]);
    } finally {
      await project.close();
    }
  });
}

/** A table of 60 rows in which letters beyond ASCII stand. */
const lines = Array.from({ length: 60 }, (_, i) => `Grün ${i};${i},5;${i % 2 === 0 ? 'ja' : 'nein'}`);
const german = `Größe;Länge;gekauft\n${lines.join('\n')}\n`;

test.each([
  ['windows-1252', Buffer.from(german, 'latin1')],
  ['utf-16le', Buffer.from(german, 'utf16le')],
  ['utf-16be', Buffer.from(german, 'utf16le').swap16()],
])('a file in %s is read so, and the charter says it', async (encoding, bytes) => {
  const folder = join(base, encoding);
  mkdirSync(folder);
  writeFileSync(join(folder, 'data.csv'), bytes);
  const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
  try {
    const { proposals } = await project.init({ data: 'data.csv', target: 'gekauft' });
    expect(proposals[0]).toBe(
      `source: read as ${encoding}, which all its bytes fit: see whether its letters are right`,
    );
    const charter = readFileSync(join(folder, 'tend.yaml'), 'utf8');
    expect(charter).toContain(`source: {path: "data.csv", encoding: "${encoding}"}`);
    expect(charter).toContain('format: {decimal: ","}');
    const { taking, columns } = await project.takeData({});
    expect(taking.rows).toBe(60);
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['Größe', 'text'],
      ['Länge', 'number'],
      ['gekauft', 'text'],
    ]);
  } finally {
    await project.close();
  }
});

test('an encoding that a person named is not replaced by another one', async () => {
  const folder = join(base, 'named');
  mkdirSync(folder);
  writeFileSync(join(folder, 'data.csv'), Buffer.from(german, 'latin1'));
  const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
  try {
    const asked = project.init({ data: { path: 'data.csv', encoding: 'utf-8' }, target: 'gekauft' });
    const problem = await asked.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ code: 'TND-1201', detail: { expected: 'text in UTF-8, as declared' } });
    expect(existsSync(join(folder, 'tend.yaml'))).toBe(false);
  } finally {
    await project.close();
  }
});

test('a person says to init what no machine can find out, and it stands in the charter', async () => {
  const folder = join(base, 'told');
  mkdirSync(folder);
  writeFileSync(join(folder, 'tilde.csv'), german.replaceAll(';', '~').replace('gekauft\n', 'gekauft\n\n'));
  const shop = new DatabaseSync(join(folder, 'shop.db'));
  shop.exec('create table orders (id integer, returned text)');
  for (let id = 0; id < 60; id++) shop.prepare('insert into orders values (?, ?)').run(id, id % 3 === 0 ? 'yes' : 'no');
  shop.close();
  const asked = async (target: string, ...words: readonly string[]) => {
    rmSync(join(folder, 'tend.yaml'), { force: true });
    const { exitCode: code, stderr } = await runTend(folder, 'mara', 'init', '--target', target, ...words);
    const charter = existsSync(join(folder, 'tend.yaml')) ? readFileSync(join(folder, 'tend.yaml'), 'utf8') : '';
    return { code, stderr, data: charter.slice(charter.indexOf('data:\n'), charter.indexOf('contract:')) };
  };
  const refused = await asked('gekauft', '--data', join(folder, 'tilde.csv'), '--delimiter', '~');
  expect(refused).toMatchObject({ code: 2, data: '' });
  expect(refused.stderr).toContain('--max-rejected');
  const tilde = await asked('gekauft', '--data', join(folder, 'tilde.csv'), '--delimiter', '~', '--max-rejected', '2%');
  expect(tilde.data).toContain('source: {path: "tilde.csv", delimiter: "~"}\n  maxRejected: 2%\n');
  const query = 'select * from orders order by id';
  expect((await asked('returned', '--data', join(folder, 'shop.db'), '--query', query)).data).toContain(
    `source: {sqlite: "shop.db", query: "${query}"}`,
  );
  expect(await asked('returned', '--postgres', 'SHOP')).toMatchObject({ code: 2 });
  const address = await asked('returned', '--data', 'http://127.0.0.1:9/a.csv');
  expect(address.stderr).toContain('http://127.0.0.1:9/a.csv cannot be read');
});

test('a column named __proto__ keeps the terms that are written for it', async () => {
  const folder = join(base, 'proto');
  mkdirSync(folder);
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 3},${i % 7},${i % 2}`);
  writeFileSync(join(folder, 'data.csv'), `a,__proto__,y\n${rows.join('\n')}\n`);
  const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
  try {
    await project.init({ data: 'data.csv', target: 'y' });
    const path = join(folder, 'tend.yaml');
    const charter = readFileSync(path, 'utf8');
    writeFileSync(path, charter.replace(/"__proto__": \{.*\}/, '"__proto__": {type: "integer", max: 0}'));
    await expect(project.takeData({})).rejects.toThrow('__proto__, expect_column_values_to_be_between');
    writeFileSync(path, charter.replace(/"__proto__": \{.*\}/, '"__proto__": {typ: "text"}'));
    await expect(project.takeData({})).rejects.toThrow('data.contract.__proto__ has no key typ');
  } finally {
    await project.close();
  }
});

test('what makes a column text, what tend.yaml overrules and what later rows break is said', async () => {
  const folder = join(base, 'messy');
  mkdirSync(folder);
  const day = (i: number): string => new Date(Date.UTC(2024, 0, 1 + Math.floor(i / 2))).toISOString().slice(0, 10);
  const lines = Array.from({ length: 400 }, (_, i) =>
    [day(i), i === 40 ? 'n/a?' : i % 90, i % 5, i < 380 ? i % 7 : 90 + i, i % 3 === 0 ? 'yes' : 'no'].join(','),
  );
  writeFileSync(join(folder, 'data.csv'), `day,speed,grade,gap,late\n${lines.join('\n')}\n`);
  const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
  try {
    const why = '"speed" is read as text because 1 of 400 values is no number: "n/a?" (row 41)';
    const { proposals } = await project.init({ data: 'data.csv', target: 'late' });
    expect(proposals).toContainEqual(expect.stringContaining(why));
    const path = join(folder, 'tend.yaml');
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replace('grade: {type: "integer"', 'grade: {type: "text"')
        .replace(/(grade: .*?), min: 0, max: 4/, '$1'),
    );
    const { columns, remarks } = await project.takeData({});
    const reasons = new Map(columns.map(({ name, reason }) => [name, reason]));
    expect(reasons.get('day')).toBe('all 400 values are dates as YYYY-MM-DD, as tend.yaml says');
    expect(reasons.get('late')).toBe('2 distinct values in 400: "yes" and "no", a truth value, as tend.yaml says');
    expect(reasons.get('grade')).toBe('tend.yaml says so; by its values it would be integer');
    expect(remarks[0]).toContain(why);
    expect(remarks[1]).toMatch(/^1 term proposed from the training rows alone fails on the other rows of this source/);
    const { findings } = await project.findings({});
    expect(findings.find(({ kind }) => kind === 'read as text')?.message).toContain(why);

    writeFileSync(path, readFileSync(path, 'utf8').replace('data:\n', 'data:\n  key: speed\n'));
    const hidden = await project.takeData({});
    expect(hidden.remarks.join()).toContain('1 of 400 values is no number; name it');
    expect(hidden.remarks.join()).not.toContain('n/a?');
  } finally {
    await project.close();
  }
});
