import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@tend/server';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { tinyBase, tinyCharter, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const rows = tinyRows();
const csv = (header: string, lines: readonly string[]): string => `${header}\n${lines.join('\n')}\n`;
const lineOf = ({ day, speed, weight, phase, damage }: (typeof rows)[number], id: string): string =>
  [id, day, speed, weight, phase, damage].join(',');

/** A project with two takings: in the second, rows and cells were changed by hand as the test says. */
async function twoTakings() {
  const folder = base.makeData();
  const write = (text: string) => writeFileSync(join(folder, 'strikes.csv'), text);
  writeFileSync(join(folder, 'tend.yaml'), tinyCharter().replace('  time:', '  key: id\n  time:'));
  write(
    csv(
      'id,day,speed,weight,phase,damage',
      rows.map((row, i) => lineOf(row, `r${i}`)),
    ),
  );
  const mara = await base.as('mara', folder);
  await mara.run({});
  const changed = rows.flatMap((row, i) => {
    // Rows 0 to 4 are gone; the weight of rows 10 to 12 is emptied; from row 60 on the phase "cruise" is called "level".
    if (i < 5) return [];
    const { day, speed, weight, phase, damage } = row;
    const now = i >= 60 && phase === 'cruise' ? 'level' : phase;
    return [[`r${i}`, day, speed, i >= 10 && i <= 12 ? '' : weight, now, damage].join(',')];
  });
  const added = ['new1', 'new2'].map((id, i) => lineOf(rows[i + 20] ?? (rows[0] as (typeof rows)[number]), id));
  const twice = rows.slice(30, 31).map((row) => lineOf(row, 'r30'));
  write(csv('id,day,speed,weight,phase,damage', [...changed, ...added, ...twice]));
  await mara.run({});
  return { folder, mara };
}

test('two takings: rows by key, cells by column, values that came and went', async () => {
  const { folder, mara } = await twoTakings();
  const diff = await mara.diffData({});
  const cruise = rows.filter((row, i) => i >= 60 && row.phase === 'cruise').length;
  expect(diff).toMatchObject({
    isSame: false,
    before: { name: 'newest~1', rows: 150 },
    after: { name: 'newest', rows: 148 },
    columnsAdded: [],
    columnsRemoved: [],
    rows: {
      key: ['id'],
      added: 2,
      removed: 5,
      changed: 3 + cruise,
      unchanged: 144 - 3 - cruise,
      repeatedKeys: 1,
      repeatedRowsBefore: 1,
      repeatedRowsAfter: 2,
      withoutKeyBefore: 0,
      withoutKeyAfter: 0,
    },
  });
  expect(diff.columns.map(({ column }) => column)).toEqual(['phase', 'weight']);
  expect(diff.columns[0]).toMatchObject({ changed: cruise, newValues: 1, vanishedValues: 0, isShift: true });
  expect(diff.columns[0]?.message).toContain(`1 new value, above all "level" (${cruise} rows)`);
  expect(diff.columns[1]).toMatchObject({ changed: 3, vanished: 3, appeared: 0 });
  expect(diff.columns[1]?.examples[0]).toEqual({ key: 'r10', before: String(rows[10]?.weight), after: 'missing' });

  // The digests name the same two, and looking the other way round turns it round.
  const [a = '', b = ''] = [diff.before.snapshot?.slice(0, 8), diff.after.snapshot?.slice(0, 8)];
  const back = await mara.diffData({ a: b, b: a });
  expect(back.rows).toMatchObject({ added: 5, removed: 2, changed: 3 + cruise, repeatedRowsBefore: 2 });
  expect(back.columns[1]).toMatchObject({ appeared: 3, vanished: 0 });
  expect(await mara.diffData({ a: 'newest', b: 'newest' })).toMatchObject({ isSame: true, columns: [] });

  // Without a key a changed row is one removed and one added.
  writeFileSync(join(folder, 'tend.yaml'), tinyCharter());
  const plain = await mara.diffData({});
  expect(plain.rows).toMatchObject({ key: [], changed: null, unchanged: 144 + 1 - 3 - cruise });
  expect(plain.rows.added).toBe(148 - plain.rows.unchanged);
  expect(plain.rows.removed).toBe(150 - plain.rows.unchanged);
});

test('a file that was not taken: renamed, retyped, other units', async () => {
  const { folder, mara } = await twoTakings();
  const lines = rows.map(({ day, speed, weight, phase, damage }, i) =>
    [`r${i}`, day, (speed * 1.852).toFixed(3), weight, phase, damage, i].join(','),
  );
  writeFileSync(join(folder, 'next.csv'), csv('id,day,speed,weight,stage,damage,extra', lines));
  const diff = await mara.diffData({ a: 'newest~1', b: 'next.csv' });
  expect(diff.after).toEqual({ name: 'next.csv', snapshot: null, rows: 150, columns: 7 });
  expect(diff.columnsRenamed).toEqual([{ from: 'phase', to: 'stage', equalShare: 1, cells: 150 }]);
  expect(diff.columnsAdded).toEqual([{ column: 'extra', type: 'integer' }]);
  expect(diff.columns[0]?.message).toContain('values are 1.852 times what they were (knots to km/h?)');
  expect(diff.rows).toMatchObject({ added: 0, removed: 0, changed: 150 });
});

test('what cannot be found is said, and a server reads no file', async () => {
  const { folder, mara } = await twoTakings();
  await expect(mara.diffData({ a: 'newest~7' })).rejects.toMatchObject({ code: 'TND-1008' });
  await expect(mara.diffData({ a: 'ffffffff' })).rejects.toMatchObject({ code: 'TND-1008' });
  await expect(mara.diffData({ key: 'idd' })).rejects.toMatchObject({ code: 'TND-1008', detail: { came: 'idd' } });
  await expect(mara.diffData({ b: 'gone.csv' })).rejects.toMatchObject({ code: 'TND-1004' });
  const { token } = await mara.token({ person: 'rosa', permissions: ['read'] });
  await base.closeProjects();
  const running = await serve({ folder, port: 0 });
  onTestFinished(() => running.stop());
  const ask = (query: string) =>
    fetch(`${running.address}/api/v1/data/diff?${query}`, { headers: { authorization: `Bearer ${token}` } });
  const answer = await ask('a=newest~1&b=newest&key=id');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ rows: { added: 2, removed: 5 } });
  const file = await ask('b=strikes.csv');
  expect(file.status).toBe(403);
  expect(await file.json()).toMatchObject({ code: 'TND-3107' });
});

test('a shift is told with how large it is, as an interval', async () => {
  const { folder, mara } = await twoTakings();
  const lines = rows.map(({ day, speed, weight, phase, damage }, i) =>
    [`r${i}`, day, (speed + 12).toFixed(1), weight, i % 2 === 0 ? 'landing' : phase, damage].join(','),
  );
  writeFileSync(join(folder, 'faster.csv'), csv('id,day,speed,weight,phase,damage', lines));
  const { columns } = await mara.diffData({ a: 'newest~1', b: 'faster.csv' });
  const speed = columns.find(({ column }) => column === 'speed');
  const { low = 0, high = 0, before = 0, after = 0 } = speed?.difference ?? {};
  expect(after - before).toBeCloseTo(12, 9);
  expect([low < 12, high > 12, high - low < 12]).toEqual([true, true, true]);
  expect(speed?.message).toMatch(
    /^a large shift of the distribution: mean 14\d\.?\d*, was 13\d\.?\d*, a difference of \d/,
  );
  const phase = columns.find(({ column }) => column === 'phase');
  const landing = (share: readonly string[]) => share.filter((value) => value === 'landing').length / 150;
  expect(phase?.difference).toMatchObject({
    of: 'share',
    value: 'landing',
    before: landing(rows.map((row) => row.phase)),
  });
  expect(phase?.message).toMatch(/"landing" in \d\d\.?\d*% of the rows, was \d\d\.?\d*%, a difference of \d/);
});
