import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, type InputOf, type OperationName } from '@tend/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, withDatabase } from './routes.ts';
import { failing, passing, requestOf, tinyBase, tinyCharter, tinyRows, writeCharter } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

/** A moment of the lifecycle from which an operation can be called, and by whom. */
interface Scene<N extends OperationName> {
  readonly folder: () => string;
  readonly person: string;
  readonly input: (folder: string) => InputOf<N> | Promise<InputOf<N>>;
}

type Changing = {
  readonly [N in OperationName]: (typeof api)[N]['isChange'] extends true ? N : never;
}[OperationName];

let fresh = '';
let warned = '';
let refused = '';
let ready = '';
let approved = '';
let deployed = '';
let twice = '';
let external = '';

/** Predictions of a model that ran elsewhere: it ranks nearly as well as the outcome itself. */
const elsewhere = `id,score,outcome\n${tinyRows({ count: 80, seed: 8 })
  .map(({ damage }, i) => `p${i},${damage === 'yes' ? 0.9 : 0.1},${damage === 'yes'}`)
  .join('\n')}\n`;

function predictionsIn(folder: string): string {
  const path = join(folder, 'elsewhere.csv');
  writeFileSync(path, elsewhere);
  return path;
}

beforeAll(async () => {
  fresh = base.make();
  // The first thing that is written makes the tables.
  await (await base.as('mara', fresh)).token({ person: 'first' });
  await base.closeProjects();
  warned = base.copy(fresh);
  writeCharter(warned, { speed: '{type: number, unit: knots, max: 1, severity: warn}' });
  await (await base.as('mara', warned)).takeData({});
  await base.closeProjects();
  external = base.copy(fresh);
  await (await base.as('mara', external)).evaluate({ predictions: predictionsIn(external) });
  const vera = await base.as('vera', external);
  await vera.approve({});
  await vera.deploy({});
  refused = base.copy(fresh);
  writeCharter(refused, { criteria: [...passing, failing] });
  await (await base.as('mara', refused)).run({});
  await base.closeProjects();
  ready = base.copy(refused);
  writeCharter(ready);
  await (await base.as('mara', ready)).run({});
  await base.closeProjects();
  approved = base.copy(ready);
  await (await base.as('jonas', approved)).approve({});
  await base.closeProjects();
  deployed = base.copy(approved);
  await (await base.as('mara', deployed)).deploy({});
  await base.closeProjects();
  twice = base.copy(deployed);
  writeCharter(twice, { split: '{by: time, train: {until: 2024-02-10}, test: {from: 2024-02-10}}' });
  const mara = await base.as('mara', twice);
  await mara.run({});
  await (await base.as('jonas', twice)).approve({});
  await mara.deploy({});
  await base.closeProjects();
});

async function openFinding(folder: string): Promise<string> {
  const { findings } = await (await base.as('mara', folder)).findings({});
  return findings[0]?.id ?? '';
}

/** Every operation that changes something: the compiler asks for a scene for each. */
const scenes: { readonly [N in Changing]: Scene<N> } = {
  run: { folder: () => fresh, person: 'mara', input: () => ({}) },
  takeData: { folder: () => fresh, person: 'mara', input: () => ({}) },
  explore: { folder: () => warned, person: 'mara', input: () => ({ html: false }) },
  acceptData: { folder: () => warned, person: 'mara', input: () => ({ reason: 'new sensors' }) },
  resolveFinding: {
    folder: () => warned,
    person: 'mara',
    input: async (folder: string) => ({ id: await openFinding(folder), reason: 'corrected at the source' }),
  },
  waiveFinding: {
    folder: () => warned,
    person: 'jonas',
    input: async (folder: string) => ({ id: await openFinding(folder), reason: 'a pilot', until: dayFromNow(9) }),
  },
  withdraw: {
    folder: () => ready,
    person: 'mara',
    input: (folder: string) => {
      const keyed = tinyCharter().replace('source: strikes.csv', 'source: strikes.csv\n  key: day');
      writeFileSync(join(folder, 'tend.yaml'), keyed);
      return { key: '2024-01-05' };
    },
  },
  evaluate: {
    folder: () => fresh,
    person: 'mara',
    input: (folder: string) => ({ predictions: predictionsIn(folder) }),
  },
  approve: { folder: () => ready, person: 'jonas', input: () => ({}) },
  reject: { folder: () => ready, person: 'jonas', input: () => ({ reason: 'no' }) },
  waive: {
    folder: () => refused,
    person: 'jonas',
    input: () => ({ criterion: 'saves-a-fortune', reason: 'a pilot', until: dayFromNow(9) }),
  },
  deploy: { folder: () => approved, person: 'mara', input: () => ({}) },
  rollback: { folder: () => twice, person: 'mara', input: () => ({ reason: 'a drill' }) },
  label: {
    folder: () => deployed,
    person: 'mara',
    input: async (folder: string) => {
      const project = await base.as('mara', folder);
      const { predictions } = await project.predict({ rows: tinyRows({ count: 1 }).map(requestOf) });
      return { labels: predictions.map(({ id }) => ({ prediction: id ?? '', outcome: true, knownAt: '2024-05-01' })) };
    },
  },
  log: {
    folder: () => external,
    person: 'mara',
    input: () => ({ predictions: [{ score: 0.7, row: {}, outcome: true }] }),
  },
  monitor: { folder: () => deployed, person: 'mara', input: () => ({}) },
  token: { folder: () => fresh, person: 'mara', input: () => ({ person: 'ops' }) },
};

const noEntry = `create trigger test_no_entry before insert on audit_entry
  begin select raise(abort, 'no entry today'); end`;

/** Everything in the database but leases, which say who works and nothing about the project. */
function contentOf(folder: string): Readonly<Record<string, readonly unknown[]>> {
  return withDatabase(folder, (db) => {
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => name !== 'lease' && !name.startsWith('kysely'));
    expect(tables).toContain('audit_entry');
    return Object.fromEntries(tables.map((name) => [name, db.prepare(`select * from ${name} order by rowid`).all()]));
  });
}

test('every operation that changes something is tried', () => {
  const changing = Object.entries(api).flatMap(([name, { isChange }]) => (isChange ? [name] : []));
  expect(changing.length).toBeGreaterThan(10);
  expect(Object.keys(scenes).sort()).toEqual(changing.sort());
});

test.each(Object.keys(scenes) as Changing[])('%s without its audit entry does not happen', async (name) => {
  const scene = scenes[name] as Scene<Changing>;
  const folder = base.copy(scene.folder());
  const input = await scene.input(folder);
  const call = async (): Promise<unknown> => {
    const project = await base.as(scene.person, folder);
    try {
      return await (project[name] as (input: unknown) => Promise<unknown>)(input);
    } finally {
      await base.closeProjects();
    }
  };
  const before = contentOf(folder);
  withDatabase(folder, (db) => db.exec(noEntry));
  await expect(call()).rejects.toMatchObject({ code: 'TND-4005', message: expect.stringContaining('no entry today') });
  expect(contentOf(folder)).toEqual(before);

  withDatabase(folder, (db) => db.exec('drop trigger test_no_entry'));
  await call();
  const after = contentOf(folder);
  expect(after.audit_entry?.length).toBeGreaterThan(before.audit_entry?.length ?? 0);
  const changed = Object.keys(after).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]));
  // More than the entry and the tree: the operation did something, so its refusal said something.
  expect(changed.filter((table) => !table.startsWith('audit_'))).not.toEqual([]);
});

test('approvals whose evidence has changed are not voided without the entry that says why', async () => {
  const folder = base.copy(approved);
  const reader = await base.as('auditor', folder);
  const { model } = (await reader.review({})).bound;
  await base.closeProjects();
  writeFileSync(join(folder, '.tend', 'blobs', model.slice(0, 2), model.slice(2)), 'another model');
  const before = contentOf(folder);
  withDatabase(folder, (db) => db.exec(noEntry));
  await expect((await base.as('mara', folder)).deploy({})).rejects.toMatchObject({ code: 'TND-4005' });
  await base.closeProjects();
  expect(contentOf(folder)).toEqual(before);
});
