import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const rows = tinyRows();

/** A project whose source can be written anew. */
async function project() {
  const folder = base.make({});
  const write = (text: string) => writeFileSync(join(folder, 'strikes.csv'), text);
  write(tinyCsv(rows));
  return { folder, write, mara: await base.as('mara', folder) };
}

test('data is taken without any other stage, and the same data is one snapshot', async () => {
  const { folder, mara } = await project();
  expect((await mara.snapshots({})).snapshots).toEqual([]);
  const first = await mara.takeData({});
  expect(first).toMatchObject({ isNew: true, taking: { rows: 150, columns: 5, rejected: 0, source: 'strikes.csv' } });
  expect(first.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['day', 'date'],
    ['speed', 'number'],
    ['weight', 'number'],
    ['phase', 'text'],
    ['damage', 'text'],
  ]);
  const bytes = readFileSync(join(folder, 'strikes.csv'));
  expect(first.taking.files).toMatchObject([{ name: 'strikes.csv', sizeBytes: bytes.length, rowCount: 150 }]);
  const status = await mara.status({});
  expect(status.iteration).toBeNull();
  expect(status.stages.every(({ state }) => state !== 'done')).toBe(true);

  const again = await mara.takeData({});
  expect(again).toMatchObject({ isNew: false, taking: first.taking });
  expect((await mara.snapshots({})).snapshots).toEqual([first.taking]);
  expect(await mara.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
});

test('other line ends are another taking of the same snapshot, other orders are another snapshot', async () => {
  const { write, mara } = await project();
  const { taking } = await mara.takeData({});
  write(tinyCsv(rows).replaceAll('\n', '\r\n'));
  const carriage = await mara.takeData({});
  expect(carriage).toMatchObject({ isNew: true, taking: { snapshot: taking.snapshot } });
  expect(carriage.taking.taking).not.toBe(taking.taking);

  const swapped = rows.map(({ day, speed, weight, phase, damage }) => [day, weight, speed, phase, damage].join(','));
  write(`day,weight,speed,phase,damage\n${swapped.join('\n')}\n`);
  expect((await mara.takeData({})).taking.snapshot).not.toBe(taking.snapshot);
  write(tinyCsv(rows.toReversed()));
  expect((await mara.takeData({})).taking.snapshot).not.toBe(taking.snapshot);
  const { snapshots, total } = await mara.snapshots({});
  expect([snapshots.length, total]).toEqual([4, 4]);
  expect(await mara.snapshots({ limit: 2, skip: 1 })).toEqual({ snapshots: snapshots.slice(1, 3), total: 4 });
});

test('a run takes the data that was taken before as the same snapshot', async () => {
  const { mara } = await project();
  const { taking } = await mara.takeData({});
  await mara.run({});
  const { snapshots } = await mara.snapshots({});
  expect(snapshots.map(({ snapshot }) => snapshot)).toEqual([taking.snapshot]);
  expect(await mara.takeData({})).toMatchObject({ isNew: false, taking });
  expect(await mara.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
});

test('a broken contract refuses the taking and leaves no snapshot', async () => {
  const folder = base.make({ speed: '{type: number, unit: knots, max: 1}' });
  const mara = await base.as('mara', folder);
  await expect(mara.takeData({})).rejects.toMatchObject({ code: 'TND-1203' });
  expect((await mara.snapshots({})).snapshots).toEqual([]);
});

test('there are no rows set aside before anything was taken, and none of a snapshot nobody knows', async () => {
  const { mara } = await project();
  await expect(mara.rejectedRows({})).rejects.toMatchObject({ code: 'TND-1008' });
  const { taking } = await mara.takeData({});
  expect(await mara.rejectedRows({ snapshot: taking.snapshot.slice(0, 8) })).toEqual({ taking, rows: [] });
  await expect(mara.rejectedRows({ snapshot: 'abcdef0123' })).rejects.toMatchObject({ code: 'TND-1008' });
});

test('a row of a query that is set aside is told by its row, for a query has no lines', async () => {
  const { folder, mara } = await project();
  const database = new DatabaseSync(join(folder, 'strikes.db'));
  database.exec('create table strikes (day text, speed, weight real, phase text, damage text)');
  const insert = database.prepare('insert into strikes values (?, ?, ?, ?, ?)');
  for (const [i, { day, speed, weight, phase, damage }] of rows.entries())
    insert.run(day, i === 6 ? 'fast' : speed, weight, phase, damage);
  database.close();
  const source = 'source: {sqlite: strikes.db, query: select * from strikes order by rowid}\n  maxRejected: 1';
  const path = join(folder, 'tend.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('source: strikes.csv', source));
  await mara.takeData({});
  expect((await mara.rejectedRows({})).rows).toMatchObject([
    { file: 'strikes.db', line: 7, lineIs: 'row', column: 'speed', came: '"fast"' },
  ]);
  writeFileSync(path, readFileSync(path, 'utf8').replace(' order by rowid', ''));
  expect((await mara.takeData({})).remarks).toEqual([expect.stringContaining('order by')]);
});
