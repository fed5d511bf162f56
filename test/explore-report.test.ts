import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import type { Ports } from '@tend/lifecycle';
import { openProject } from '@tend/node';
import { serve } from '@tend/server';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { tend } from './tend-command.ts';
import { tinyBase, tinyCharter, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tend-explore-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Values that at most four rows share, in columns of every kind. */
const rare = {
  city: 'Zzyzxburgh',
  name: 'Quillonia',
  amount: '987654321.125',
  day: '1912-12-12',
  note: 'xylographer',
  level: 'Wombatia',
  items: '31337',
  seen: '1915-05-05T05:05:00Z',
};

/** The same places in a table before it. */
const rareBefore = {
  city: 'Xanthippolis',
  name: 'Barnabella',
  amount: '123456789.625',
  day: '1913-11-11',
  note: 'campanologist',
  level: 'Quokkania',
  items: '73331',
  seen: '1916-06-06T06:06:00Z',
};

function plantedCsv(count = 800): string {
  const random = randomStream(5);
  const cities = ['Ulm', 'Graz', 'Bern'];
  const lines = Array.from({ length: count }, (_, i) => {
    const isRare = i === 17 || i === 400;
    const city = isRare ? rare.city : cities[random.integer(3)];
    const level = i % 200 === 3 ? rare.level : random.integer(2) === 0 ? 'low' : 'high';
    const amount = isRare ? rare.amount : (100 + random.normal() * 10).toFixed(2);
    const day = isRare
      ? rare.day
      : `2024-${String(1 + random.integer(12)).padStart(2, '0')}-${String(1 + random.integer(28)).padStart(2, '0')}`;
    const note = `the crew said it was ${random.integer(2) === 0 ? 'fine and quiet' : 'loud or rough'} today${isRare ? ` ${rare.note}` : ''} ${random.integer(500)}`;
    const name = isRare ? rare.name : `p${i}`;
    const paid = Number(amount) + random.normal() * 5 > 102 ? 'yes' : 'no';
    const items = isRare ? rare.items : random.integer(30);
    const seen = isRare ? rare.seen : `${day}T${String(10 + random.integer(10))}:30:00Z`;
    const age = random.integer(4) === 0 ? '' : random.integer(90);
    return [name, city, level, amount, age, day, note, items, seen, paid].join(',');
  });
  return `name,city,level,amount,age,day,note,items,seen,paid\n${lines.join('\n')}\n`;
}

test('a file without a project: the page, the sentences and the JSON, without a rare value anywhere', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'people.csv'), plantedCsv());
  const ended = await tend(folder, ['explore', 'people.csv', '--target', 'paid', '--json']);
  expect(ended.exitCode).toBe(0);
  const result = ended.lines.at(-1)?.result as Record<string, unknown>;
  expect(result).toMatchObject({
    version: 1,
    source: 'people.csv',
    rows: 800,
    columns: 9,
    target: { name: 'paid is yes', type: 'binary' },
    html: { path: 'explore.html' },
  });
  const html = readFileSync(join(folder, 'explore.html'), 'utf8');
  expect(Object.values(rare).filter((value) => html.includes(value))).toEqual([]);
  expect(Object.values(rare).filter((value) => ended.stdout.includes(value))).toEqual([]);
  expect(/987,?654,?321/.test(html)).toBe(false);
  // What five rows share is there, so that the scan has seen the data.
  expect(html.includes('Graz')).toBe(true);
  for (const { message } of result.findings as readonly { message: string }[])
    expect(ended.stdout.includes(JSON.stringify(message).slice(1, -1))).toBe(true);
  expect(html.includes((result.verdict as { sentence: string }).sentence)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['explore.html', 'people.csv']);
});

test.each([
  ['no outcome', {}],
  ['classes, one of them rare', { target: 'city' }],
  ['another rare class', { target: 'level' }],
  ['a number', { target: 'amount' }],
  ['an outcome of its own', { target: "level == 'low'" }],
  ['a table before it, in which other values are rare', { target: 'paid', against: 'before.csv' }],
] as const)('no rare value stands on the page or in the JSON: %s', async (_, asked) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'people.csv'), plantedCsv());
  const earlier = Object.entries(rareBefore).reduce(
    (csv, [name, value]) => csv.replaceAll(rare[name as keyof typeof rare], value),
    plantedCsv(),
  );
  writeFileSync(join(folder, 'before.csv'), earlier);
  const project = await openProject(folder);
  onTestFinished(() => project.close());
  const answer = await project.explore({ data: 'people.csv', ...asked });
  const texts = [JSON.stringify(answer), readFileSync(join(folder, answer.html?.path ?? ''), 'utf8')];
  const shown = ['987,654,321', '9.877e', '9.88e', '31,337', '73,331', '1915-05-05', '1916-06-06'];
  const hidden = [...Object.values(rare), ...Object.values(rareBefore), ...shown];
  for (const text of texts) {
    expect(hidden.filter((value) => text.includes(value))).toEqual([]);
    expect(text.includes('Graz')).toBe(true);
  }
});

test('any kind of target, or none; the same bytes again', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'people.csv'), plantedCsv(300));
  const project = await openProject(folder);
  onTestFinished(() => project.close());
  const of = (target?: string) =>
    project.explore({ data: 'people.csv', html: false, ...(target === undefined ? {} : { target }) });
  expect((await of()).target).toBeNull();
  expect((await of('city')).target).toEqual({ name: 'city', type: 'classes' });
  expect((await of('age')).target).toEqual({ name: 'age', type: 'number' });
  expect((await of("city == 'Ulm'")).target).toEqual({ name: "city == 'Ulm'", type: 'binary' });
  await expect(of('day')).rejects.toMatchObject({ code: 'TND-1202' });
  await expect(of('pay')).rejects.toMatchObject({
    code: 'TND-1008',
    detail: { next: ['did you mean --target "day"?'] },
  });
  await expect(of('city == 3')).rejects.toMatchObject({ code: 'TND-1006' });
  await expect(project.explore({})).rejects.toMatchObject({ code: 'TND-1002' });
  await project.explore({ data: 'people.csv', target: 'paid', out: 'a.html' });
  await project.explore({ data: 'people.csv', target: 'paid', out: 'b.html' });
  expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe(readFileSync(join(folder, 'b.html'), 'utf8'));
});

test('many levels and long texts make a page under a megabyte, without a long text on it', async () => {
  const folder = emptyFolder();
  const long = Array.from({ length: 3000 }, (_, i) => `level ${i % 1500},${'word '.repeat(100)}${i % 3},${i % 7}`);
  writeFileSync(join(folder, 'long.csv'), `level,text,number\n${long.join('\n')}\n`);
  const project = await openProject(folder);
  onTestFinished(() => project.close());
  const { html } = await project.explore({ data: 'long.csv' });
  expect(html?.sizeBytes).toBeLessThan(1_000_000);
  const text = readFileSync(join(folder, html?.path ?? ''), 'utf8');
  expect(text.includes('word '.repeat(60))).toBe(false);
});

test('in a project: training rows, kept with the snapshot and shared with a run; two takings compared', async () => {
  const folder = base.makeData();
  const rows = tinyRows();
  writeFileSync(join(folder, 'tend.yaml'), tinyCharter());
  writeFileSync(join(folder, 'strikes.csv'), tinyCsv(rows));
  const mara = await base.as('mara', folder);
  await mara.takeData({});
  const first = await mara.explore({});
  expect(first.population).toMatch(/^training rows \(by time/);
  expect(first.rows).toBe(rows.filter(({ day }) => day < '2024-02-20').length);
  expect(first.html?.path).toBe('reports/explore.html');
  await mara.run({});
  const again = await mara.explore({});
  expect(again.exploration).toEqual(first.exploration);
  const audit = await mara.auditVerify({});
  expect(audit.isValid).toBe(true);
  // Outcomes of test rows are never looked at.
  const all = await mara.explore({ rows: 'all', html: false });
  expect(all).toMatchObject({ rows: rows.length, target: null });
  await expect(mara.explore({ rows: 'all', target: 'damage' })).rejects.toMatchObject({ code: 'TND-1009' });

  const shifted = rows.map((row) => ({ ...row, weight: Math.round((row.weight + 12) * 10) / 10 }));
  writeFileSync(join(folder, 'strikes.csv'), tinyCsv(shifted));
  await mara.takeData({});
  const { comparison, html } = await mara.explore({ data: 'newest', against: 'newest~1' });
  const { columns } = comparison as { columns: readonly { drift: { column: string }; isShift: boolean }[] };
  expect(columns.map(({ drift, isShift }) => [drift.column, isShift])[0]).toEqual(['weight', true]);
  expect(columns.filter(({ isShift }) => isShift)).toHaveLength(1);
  expect(readFileSync(join(folder, html?.path ?? ''), 'utf8')).toMatch(/weight is spread much differently: mean/);

  // Of what was explored before, only the columns of the split and of the outcome are read again.
  const read = new Set<string>();
  const jonas = await base.as('jonas', folder, { wrap: (ports) => readingInto(read, ports) });
  const later = await jonas.explore({ data: 'newest', against: 'newest~1', html: false });
  expect(later.comparison).toEqual(comparison);
  expect([...read].sort()).toEqual(['damage', 'day']);
});

test('a server gives what was explored, as numbers and as the page, and computes nothing', async () => {
  const folder = base.makeData();
  writeFileSync(join(folder, 'tend.yaml'), tinyCharter());
  const mara = await base.as('mara', folder);
  await mara.takeData({});
  const { token } = await mara.token({ person: 'rosa', permissions: ['read'] });
  const server = await serve({ folder, port: 0 });
  onTestFinished(() => server.stop());
  const ask = (query: string): Promise<Response> =>
    fetch(`${server.address}/api/v1/exploration${query}`, { headers: { authorization: `Bearer ${token}` } });
  const before = await ask('');
  expect(before.status).toBe(404);
  expect(await before.json()).toMatchObject({ code: 'TND-1008', next: ['npx --no-install tend explore'] });

  const explored = await mara.explore({});
  const numbers = await ask('');
  expect(numbers.headers.get('content-type')).toMatch('application/json');
  expect(await numbers.json()).toEqual({ ...JSON.parse(JSON.stringify(explored)), html: null, page: null });
  const page = await ask(`?data=${explored.provenance.snapshot?.slice(0, 12)}&as=html`);
  expect([page.headers.get('content-type'), page.headers.get('content-security-policy')]).toEqual([
    'text/html; charset=utf-8',
    'sandbox allow-scripts',
  ]);
  expect(await page.text()).toBe(readFileSync(join(folder, 'reports/explore.html'), 'utf8'));
  expect((await ask('?data=strikes.csv')).status).toBe(400);
  expect((await ask('?data=newest~1')).status).toBe(404);
  // Exploring itself is for people in the folder: it runs for long, and writes a page where it is told to.
  const post = await fetch(`${server.address}/api/v1/explore`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(post.status).toBe(404);
});

/** Notes the columns that are read of stored tables. */
function readingInto(read: Set<string>, ports: Ports): Ports {
  const openTable: Ports['blobs']['openTable'] = async (digest) => {
    const table = await ports.blobs.openTable(digest);
    return {
      ...table,
      column(name) {
        read.add(name);
        return table.column(name);
      },
    };
  };
  return { ...ports, blobs: { ...ports.blobs, openTable } };
}
