import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeModel, encodeModel, type Model } from '@tend/learn';
import type { OpenProjectOptions, Project } from '@tend/node';
import { canonicalJson } from '@tend/table';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import { refusal } from './refusal.ts';
import { promoted } from './routes.ts';
import { requestOf, tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
const postgres = await startPostgres();
afterAll(async () => {
  await base.close();
  await postgres?.stop();
}, 30_000);

/** A project whose version waits for `deploy`; its rows have gaps and a person each. */
async function approved(
  options: OpenProjectOptions = {},
  edit: (charter: string) => string = (charter) => charter,
): Promise<string> {
  const folder = base.make({ criteria: ['{id: ranks, metric: rocAuc, atLeast: 0.4}'] });
  const [header, ...lines] = tinyCsv(tinyRows()).trimEnd().split('\n');
  const rows = lines.map(
    (line, i) => `person-${1000 + (i % 75)},${i % 9 === 4 ? line.replace(/(climb|cruise|landing)/, '') : line}`,
  );
  writeFileSync(join(folder, 'strikes.csv'), `who,${header}\n${rows.join('\n')}\n`);
  const charter = join(folder, 'tend.yaml');
  writeFileSync(
    charter,
    edit(readFileSync(charter, 'utf8').replace('  source: strikes.csv\n', '  source: strikes.csv\n  key: who\n')),
  );
  await (await base.as('mara', folder, options)).run({});
  await (await base.as('jonas', folder, options)).approve({ reason: 'good' });
  return folder;
}

/** The project as it is where the store hands out other bytes of the model under its name. */
async function withModel(
  folder: string,
  change: (model: Model) => Model,
  options: OpenProjectOptions = {},
): Promise<Project> {
  return base.as('mara', folder, {
    ...options,
    wrap: (ports) => ({
      ...ports,
      blobs: {
        ...ports.blobs,
        async get(digest) {
          const bytes = await ports.blobs.get(digest);
          const isModel = new TextDecoder().decode(bytes.subarray(0, 7)) === 'TENDMDL';
          return isModel ? encodeModel(change(decodeModel(bytes))) : bytes;
        },
      },
    }),
  });
}

/** The first number that a step has learned becomes another one. */
function withOtherNumber(model: Model): Model {
  let isDone = false;
  const steps = model.manifest.recipe.steps.map((step) => ({
    ...step,
    learned: JSON.parse(JSON.stringify(step.learned), (_, value: unknown) => {
      if (isDone || typeof value !== 'number') return value;
      isDone = true;
      return value + 0.5;
    }) as unknown,
  }));
  if (!isDone) throw new Error('no step of this model has learned a number');
  return { ...model, manifest: { ...model.manifest, recipe: { ...model.manifest.recipe, steps } } };
}

/** Steps that follow each other on the same column change places. */
function withOtherOrder(model: Model): Model {
  const { steps } = model.manifest.recipe;
  const place = steps.findIndex(({ step }, i) => step === 'clip' && steps[i + 1]?.step === 'scale');
  if (place < 0) throw new Error('no step of this model can change places with the next');
  const [first, second] = [steps[place], steps[place + 1]];
  if (first === undefined || second === undefined) throw new Error('no next step');
  const swapped = steps.with(place, second).with(place + 1, first);
  return { ...model, manifest: { ...model.manifest, recipe: { ...model.manifest.recipe, steps: swapped } } };
}

const stores = ['SQLite', ...(postgres === undefined ? [] : ['PostgreSQL'])] as const;

test.each(stores)(
  '%s: a recipe that was tampered with is refused, and nothing changes',
  async (store) => {
    const options =
      store === 'PostgreSQL' && postgres !== undefined ? { databaseUrl: await postgres.createDatabase() } : {};
    const folder = await approved(options);
    const jonas = await base.as('jonas', folder, options);
    const before = await jonas.status({});
    for (const change of [withOtherNumber, withOtherOrder]) {
      const refused = await refusal((await withModel(folder, change, options)).deploy({}));
      expect(refused.code).toBe('TND-3110');
      expect(refused.message).toMatch(
        /^tiny@v1 no longer answers as at its training: the feature ".+" of ".+" differs in the golden row "(row \d+|made: .+)", computed as a table$/,
      );
      expect(Number(refused.detail.expected)).not.toBe(Number(refused.detail.came));
      expect(await jonas.status({})).toEqual(before);
    }
    const { golden } = await jonas.deploy({});
    expect(golden).toEqual({ rows: expect.any(Number), withdrawn: 0, reason: null });
    expect(golden.rows).toBeGreaterThan(30);
    const request = { ...requestOf(tinyRows()[0] ?? raise()), who: 'person-1' };
    expect((await refusal((await withModel(folder, withOtherNumber, options)).predict({ rows: [request] }))).code).toBe(
      'TND-3110',
    );
    expect((await jonas.predict({ rows: [request] })).predictions).toHaveLength(1);
    await base.closeProjects();
  },
  120_000,
);

test('the promotion says how many golden rows held; whoever withdraws takes theirs along', async () => {
  const folder = await approved();
  const mara = await base.as('mara', folder);
  const file = new DatabaseSync(join(folder, '.tend', 'tend.db'), { readOnly: true });
  onTestFinished(() => file.close());
  const bodyOf = (kind: string) =>
    JSON.parse(String(file.prepare('select bytes from record where kind = ?').get(kind)?.bytes)).body;
  const { payloads, goldenRows: kept } = bodyOf('model');
  expect(kept).toBeGreaterThan(30);
  const path = join(folder, '.tend', 'blobs', payloads.golden.slice(0, 2), payloads.golden.slice(2));
  const [person] = /person-\d{4}/.exec(readFileSync(path, 'latin1')) ?? raise();
  await mara.withdraw({ key: person });
  expect(() => readFileSync(path)).toThrow('ENOENT');
  const { golden } = await mara.deploy({});
  expect(golden.withdrawn).toBeGreaterThanOrEqual(1);
  expect(golden.rows).toBe(kept - golden.withdrawn);
  expect(golden.reason).toBeNull();
  expect(bodyOf('promotion').golden).toEqual(golden);
  expect((await mara.auditVerify({})).problems).toEqual([]);
  await base.closeProjects();
}, 120_000);

test('golden rows that were kept before a key was named lose all training rows at the first withdrawal', async () => {
  const folder = await approved({}, (charter) => charter.replace('  key: who\n', ''));
  const charter = join(folder, 'tend.yaml');
  writeFileSync(
    charter,
    readFileSync(charter, 'utf8').replace('  source: strikes.csv\n', '  source: strikes.csv\n  key: who\n'),
  );
  const mara = await base.as('mara', folder);
  await mara.withdraw({ key: 'person-1007' });
  expect((await mara.deploy({})).golden).toMatchObject({ rows: 19, reason: null, withdrawn: expect.any(Number) });
  await base.closeProjects();
}, 60_000);

const lookingBack = [
  '  - {step: lag, parameters: {of: speed, time: day, by: [phase], back: 2}}',
  '  - {step: rolling, parameters: {of: weight, time: day, window: 20, statistics: [count, mean, sd]}}',
];

/** The model with what its step has learnt changed; what this step makes is read by no other way. */
function withLearned(step: string, change: object): (model: Model) => Model {
  return (model) => {
    const { steps } = model.manifest.recipe;
    const place = steps.findIndex((one) => one.step === step);
    const one = steps[place] ?? raise();
    const other = steps.with(place, { ...one, learned: { ...(one.learned as object), ...change } });
    return { ...model, manifest: { ...model.manifest, recipe: { ...model.manifest.recipe, steps: other } } };
  };
}

test('a recipe that looks back is deployed, rolled back to and opened by a server only as it was trained', async () => {
  const folder = await approved({}, (charter) =>
    charter.replace(/^data:\n/m, `prepare:\n  add:\n${lookingBack.map((line) => `  ${line}\n`).join('')}data:\n`),
  );
  const mara = await base.as('mara', folder);
  const jonas = await base.as('jonas', folder);
  const tampered = [withLearned('lag', { back: 1 }), withLearned('rolling', { window: 10 })];
  const refusedBy = async (work: (project: Project) => Promise<unknown>): Promise<void> => {
    for (const change of tampered) {
      const refused = await refusal(work(await withModel(folder, change)));
      expect(refused.code).toBe('TND-3110');
      expect(refused.message).toMatch(/the feature ".+" of ".+" differs in the golden row/);
    }
  };
  const before = await jonas.status({});
  await refusedBy((project) => project.deploy({}));
  expect(await jonas.status({})).toEqual(before);
  const { golden } = await mara.deploy({});
  expect(golden).toEqual({ rows: expect.any(Number), withdrawn: 0, reason: null });
  expect(golden.rows).toBeGreaterThan(30);
  const rows = tinyRows()
    .slice(100, 103)
    .map((row, i) => ({ ...requestOf(row), who: `person-${1100 + i}` }));
  const first = (await mara.predict({ rows })).predictions.map(({ score }) => score);
  await refusedBy((project) => project.predict({ rows }));

  // A second version of another source, so that the first one stands by on a snapshot of its own.
  const source = join(folder, 'strikes.csv');
  writeFileSync(source, readFileSync(source, 'utf8').replaceAll(',climb,', ',descent,'));
  await mara.run({});
  await jonas.approve({ reason: 'good too' });
  expect((await mara.deploy({})).golden).toMatchObject({ withdrawn: 0, reason: null });
  const second = (await mara.predict({ rows })).predictions.map(({ score }) => score);
  expect(second).not.toEqual(first);
  const waiting = await jonas.status({});
  await refusedBy((project) => project.rollback({ reason: 'worse' }));
  expect(await jonas.status({})).toEqual(waiting);
  const back = await mara.rollback({ reason: 'worse' });
  expect(back.golden).toEqual(golden);
  expect((await mara.predict({ rows })).predictions.map(({ score }) => score)).toEqual(first);

  // Without the rows that it looks back on nobody can tell: it says so, and serves on.
  await mara.withdraw({ key: 'person-1007' });
  await mara.rollback({ reason: 'and back' });
  const again = await mara.rollback({ reason: 'once more' });
  expect(again.golden).toEqual({
    rows: 0,
    withdrawn: 0,
    reason: 'its recipe looks back on rows of its snapshot, of which some were withdrawn',
  });
  expect((await mara.predict({ rows })).predictions).toHaveLength(3);
  await base.closeProjects();
}, 120_000);

function raise(): never {
  throw new Error('not there');
}

/** Makes a project one of an older program: its model has no golden rows, under digests that hold throughout. */
function forgetGoldenRows(folder: string): void {
  const db = new DatabaseSync(join(folder, '.tend', 'tend.db'));
  db.exec('pragma foreign_keys = off');
  for (const { name } of db.prepare("select name from sqlite_master where type = 'trigger'").all())
    db.exec(`drop trigger "${name}"`);
  const tables = db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all();
  const columns = tables.flatMap(({ name: table }) =>
    db
      .prepare(`pragma table_info("${table}")`)
      .all()
      .map(({ name: column }) => ({ table, column })),
  );
  const renamed: [string, string][] = [];
  const { digest, bytes } = db.prepare("select digest, bytes from record where kind = 'model'").get() as {
    digest: string;
    bytes: string;
  };
  const { body, ...rest } = JSON.parse(bytes);
  const { payloads: _, goldenRows: __, ...older } = body;
  const put = (before: string, text: string): void => {
    const after = createHash('sha256').update(text).digest('hex');
    db.prepare('update record set bytes = ?, digest = ? where digest = ?').run(text, after, before);
    renamed.push([before, after]);
  };
  put(digest, canonicalJson({ ...rest, body: older }));
  // What names a record that has another digest now has another one itself.
  for (let pair = renamed.shift(); pair !== undefined; pair = renamed.shift()) {
    const [before, after] = pair;
    for (const { table, column } of columns)
      if (table !== 'record')
        db.prepare(`update "${table}" set "${column}" = ? where "${column}" = ?`).run(after, before);
    for (const record of db.prepare('select digest, bytes from record where instr(bytes, ?) > 0').all(before))
      put(String(record.digest), String(record.bytes).replaceAll(before, after));
  }
  db.close();
}

test('a version without golden rows is refused before it serves, with what to do', async () => {
  const folder = await approved();
  await base.closeProjects();
  forgetGoldenRows(folder);
  const before = promoted(folder);
  const refused = await refusal((await base.as('mara', folder)).deploy({}));
  expect(refused.toJSON()).toMatchObject({
    code: 'TND-3110',
    message: 'tiny@v1 has no golden rows: it was trained before they were kept',
    came: 'none',
    next: ['train it again; nothing else has to change: npx --no-install tend run'],
  });
  expect(promoted(folder)).toEqual(before);
  await base.closeProjects();
}, 60_000);

test('a version that was made elsewhere has no golden rows to ask, and says so', async () => {
  const folder = base.make({ criteria: ['{id: ranks, metric: rocAuc, atLeast: 0.4}'] });
  const lines = tinyRows().map(({ speed, damage }, i) => `${i},${Math.min(1, speed / 200)},${damage === 'yes'}`);
  writeFileSync(join(folder, 'scored.csv'), `id,score,outcome\n${lines.join('\n')}\n`);
  const mara = await base.as('mara', folder);
  await mara.evaluate({ predictions: 'scored.csv' });
  await (await base.as('jonas', folder)).approve({ reason: 'good' });
  const { golden } = await mara.deploy({});
  expect(golden).toEqual({
    rows: 0,
    withdrawn: 0,
    reason: 'not applicable, it was made elsewhere: there is no recipe to run',
  });
  await base.closeProjects();
}, 60_000);
