import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.ts';
import {
  type Attempt,
  dayFromNow,
  daysOff,
  expectStatus,
  insertDirectly,
  insertPromotion,
  promoted,
  routes,
  runTend,
} from './routes.ts';
import { failing, passing, requestOf, type TinyCharterOptions, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const routeNames = Object.keys(routes);
const deploy: Attempt = { operation: 'deploy', input: { version: 'v1' } };
const approve: Attempt = { operation: 'approve', input: { reason: 'looked at it' } };

async function attempt(route: string, folder: string, person: string, what: Attempt) {
  const run = routes[route];
  if (run === undefined) throw new RangeError(`there is no route ${route}`);
  return run(base, folder, person, what);
}

/** A folder whose iteration mara has run. */
async function runBy(person: string, options?: TinyCharterOptions, days = 0): Promise<string> {
  const folder = base.make(options);
  const project = await base.as(person, folder, { wrap: daysOff(days) });
  await project.run({});
  await base.closeProjects();
  return folder;
}

let ready = '';
let refused = '';
let late = '';
let two = '';
let unclear = '';
beforeAll(async () => {
  ready = await runBy('mara');
  refused = await runBy('mara', { criteria: [...passing, failing] });
  late = await runBy('mara', { criteria: [...passing, failing] }, -30);
  unclear = await runBy('mara', {
    criteria: [...passing, '{id: ranks-perfectly, metric: rocAuc, atLeast: 0.99}'],
    approvals: '{required: 0}',
  });
  two = await runBy('mara', { approvals: '{required: 2, separate: true, entitled: [jonas, mara, vera]}' });
});

async function decided(folder: string, decisions: readonly (readonly [person: string, what: 'approve' | 'reject'])[]) {
  const copy = base.copy(folder);
  for (const [person, what] of decisions) await (await base.as(person, copy))[what]({ reason: 'looked at it' });
  await base.closeProjects();
  return copy;
}

const asked = 'at most -1,000';
const got = /^-\d+(\.\d+)? \(.* to .*\)/;

describe('a version that fails a criterion', () => {
  test.each(routeNames)('is refused by %s, naming criterion, asked and got; nothing changes', async (route) => {
    const folder = base.copy(refused);
    const before = promoted(folder);
    const end = await attempt(route, folder, 'jonas', deploy);
    expect(end.code).toBe('TND-3101');
    expectStatus(route, end, 3, 409);
    expect(end.message).toContain('saves-a-fortune');
    expect(end.expected).toContain(asked);
    expect(end.facts).toMatchObject({ criterion: 'saves-a-fortune', asked, got: expect.stringMatching(got) });
    expect(end.came).toContain(String(end.facts.got));
    expect(promoted(folder)).toEqual(before);
  });

  test.each(routeNames)('cannot be approved by %s', async (route) => {
    const end = await attempt(route, base.copy(refused), 'jonas', approve);
    expect(end.code).toBe('TND-3101');
    expectStatus(route, end, 3, 409);
  });

  test('is refused by the database, with the same words', () => {
    const complaint = insertDirectly(base.copy(refused));
    expect(complaint).toMatch(/^criterion saves-a-fortune: asked at most -1,000, got -\d+.*\(fail\)$/);
  });
});

describe('a version of which a criterion cannot be shown', () => {
  test.each(routeNames)('is refused by %s as one that fails is; nothing changes', async (route) => {
    const folder = base.copy(unclear);
    const before = promoted(folder);
    const end = await attempt(route, folder, 'jonas', deploy);
    expect(end.code).toBe('TND-3101');
    expectStatus(route, end, 3, 409);
    expect(end.message).toContain('ranks-perfectly cannot be shown');
    expect(end.facts).toMatchObject({ criterion: 'ranks-perfectly', verdict: 'unknown' });
    expect(promoted(folder)).toEqual(before);
  });

  test('is refused by the database too', () => {
    const complaint = insertDirectly(base.copy(unclear), { required: 0 });
    expect(complaint).toMatch(/^criterion ranks-perfectly: asked at least 0\.99.*, got 0\.9.*\(unknown\)$/);
  });
});

describe('a waiver', () => {
  const waive = (until: string): Attempt => ({
    operation: 'waive',
    input: { criterion: 'saves-a-fortune', reason: 'a pilot with ten aircraft', until },
  });

  test.each(routeNames)('by the trainer, or by somebody who is not entitled, is refused by %s', async (route) => {
    const folder = base.copy(refused);
    for (const person of ['mara', 'paul']) {
      const end = await attempt(route, folder, person, waive(dayFromNow(9)));
      expect(end.code, person).toBe('TND-3106');
      expectStatus(route, end, 3, 403);
    }
    expect(insertDirectly(folder, { required: 0, separate: 0 })).toContain('saves-a-fortune');
  });

  test.each(routeNames)('without reason, or with an expiry that is over, is refused by %s', async (route) => {
    const over = await attempt(route, base.copy(refused), 'jonas', waive(dayFromNow(-2)));
    expect(over.code).toBe('TND-3106');
    const input = { criterion: 'saves-a-fortune', reason: '  ', until: dayFromNow(9) };
    const silent = await attempt(route, base.copy(refused), 'jonas', { operation: 'waive', input });
    expect(silent.code).toBe('TND-1009');
    expectStatus(route, silent, 2, 400);
  });

  test.each(routeNames)(
    'by an entitled person through %s lets the version through and shows wherever it shows',
    async (route) => {
      const folder = base.copy(refused);
      const until = dayFromNow(9);
      expect(await attempt(route, folder, 'jonas', waive(until))).toMatchObject({ code: 'done' });
      await (await base.as('vera', folder)).approve({});
      await base.closeProjects();
      expect(await attempt(route, folder, 'mara', deploy)).toMatchObject({ code: 'done' });
      const mara = await base.as('mara', folder);
      const waiver = {
        criterion: 'saves-a-fortune',
        person: 'jonas',
        reason: 'a pilot with ten aircraft',
        until,
        isExpired: false,
      };
      expect((await mara.status({})).waivers).toEqual([expect.objectContaining(waiver)]);
      const review = await mara.review({});
      expect(review.waivers).toEqual([expect.objectContaining(waiver)]);
      expect(review.verdict).toBe('waived');
      expect(readFileSync(join(folder, review.cardPath), 'utf8')).toMatch(
        new RegExp(`saves-a-fortune waived by jonas \\\\| until ${until} \\\\| a pilot with ten aircraft`),
      );
      const [{ id } = { id: '' }] = (await mara.predict({ rows: tinyRows({ count: 1 }).map(requestOf) })).predictions;
      const why = await mara.why({ prediction: id ?? '' });
      expect(why.notes).toContain(`saves-a-fortune is waived by jonas until ${until}: a pilot with ten aircraft`);
      await base.closeProjects();
    },
  );

  test('when it expires, an alarm opens, serving goes on, and nothing new leans on it', async () => {
    // Thirty days ago by the clock of those who acted; by now the waiver is over for every route.
    const folder = base.copy(late);
    const then = { wrap: daysOff(-30) };
    const jonas = await base.as('jonas', folder, then);
    const until = dayFromNow(-20);
    await jonas.waive({ criterion: 'saves-a-fortune', reason: 'a pilot', until });
    await jonas.approve({ reason: 'for the pilot' });
    await base.closeProjects();
    const notPromoted = base.copy(folder);
    await (await base.as('mara', folder, then)).deploy({});
    await base.closeProjects();

    const now = await base.as('mara', folder);
    expect((await now.predict({ rows: tinyRows({ count: 1 }).map(requestOf) })).version).toBe(1);
    const { alarmsRaised } = await now.monitor({});
    expect(alarmsRaised).toEqual([
      expect.objectContaining({ kind: 'waiverExpired', message: expect.stringContaining('it goes on serving') }),
    ]);
    expect((await now.monitor({})).alarmsRaised).toEqual([]);
    expect((await now.status({})).waivers).toEqual([expect.objectContaining({ until, isExpired: true })]);
    expect((await now.predict({ rows: tinyRows({ count: 1 }).map(requestOf) })).version).toBe(1);
    await base.closeProjects();

    for (const route of routeNames) {
      const copy = base.copy(notPromoted);
      const before = promoted(copy);
      const end = await attempt(route, copy, 'mara', deploy);
      expect(end.code, route).toBe('TND-3101');
      expectStatus(route, end, 3, 409);
      expect(promoted(copy)).toEqual(before);
    }
    expect(insertDirectly(notPromoted)).toContain('saves-a-fortune');
    // A row that says it is older than the log: whoever writes past the product may write any time.
    await (await base.as('mara', notPromoted)).token({ person: 'ops' });
    await base.closeProjects();
    expect(insertDirectly(notPromoted, { at: Date.now() - 25 * 86_400_000 })).toContain('saves-a-fortune');
  });
});

describe('an approval', () => {
  test.each(routeNames)('of whoever trained, or is not entitled, is refused by %s', async (route) => {
    const folder = base.copy(ready);
    for (const person of ['mara', 'paul']) {
      const end = await attempt(route, folder, person, approve);
      expect(end.code, person).toBe('TND-3103');
      expectStatus(route, end, 3, 403);
      expect(end.came).toBe(person);
    }
    const end = await attempt(route, folder, 'mara', deploy);
    expect(end.code).toBe('TND-3102');
    expectStatus(route, end, 4, 409);
    expect(insertDirectly(folder)).toBe('approvals: asked 1 by others than mara, who trained, got 0');
  });

  test('counts for whoever made the run, also where another person carried the iteration on', async () => {
    const folder = base.make();
    const signal = { aborted: false };
    const mara = await base.as('mara', folder, {
      signal,
      onEvent: (event) => {
        if (event.event === 'stageDone' && event.stage === 'train') signal.aborted = true;
      },
    });
    await expect(mara.run({})).rejects.toMatchObject({ code: 'TND-9002' });
    const jonas = await base.as('jonas', folder);
    expect((await jonas.run({})).version?.trainedBy).toBe('mara');
    await expect((await base.as('mara', folder)).approve({})).rejects.toMatchObject({ code: 'TND-3103' });
    await base.closeProjects();
  });

  test.each(routeNames)('is enough for %s to promote, once a second person gave it', async (route) => {
    const folder = await decided(ready, [['jonas', 'approve']]);
    expect(await attempt(route, folder, 'mara', deploy)).toMatchObject({ code: 'done' });
  });

  test('is enough for the database too, and what the charter asks is not for the row to say', async () => {
    expect(insertDirectly(await decided(ready, [['jonas', 'approve']]))).toBeUndefined();
    const charter = 'approvals: the charter asks 1 by others than mara, who trained, the promotion';
    expect(insertDirectly(base.copy(ready), { required: 0 })).toBe(`${charter} 0`);
    expect(insertDirectly(base.copy(ready), { separate: 0 })).toBe(`${charter} 1`);
  });

  test('by the trainer is possible where duties are not separated, and the card says so', async () => {
    const folder = await runBy('mara', { approvals: '{required: 1, separate: false}' });
    for (const route of routeNames) {
      const copy = base.copy(folder);
      expect(await attempt(route, copy, 'mara', approve), route).toMatchObject({ code: 'done' });
      expect(await attempt(route, copy, 'mara', deploy), route).toMatchObject({ code: 'done' });
      const card = readFileSync(join(copy, 'cards', 'tiny-v1.md'), 'utf8');
      expect(card).toMatch(/approved by mara .*duties not separated/);
      expect(card).toContain('Duties not separated');
    }
  });

  test.each(routeNames)('counts once a person where two are asked, by %s', async (route) => {
    const folder = await decided(two, [['jonas', 'approve']]);
    expect(await attempt(route, folder, 'jonas', approve)).toMatchObject({ code: 'TND-3103' });
    const waiting = await attempt(route, folder, 'mara', deploy);
    expect(waiting).toMatchObject({ code: 'TND-3102', came: '1' });
    expectStatus(route, waiting, 4, 409);
    expect(insertDirectly(folder, { required: 2 })).toBe('approvals: asked 2 by others than mara, who trained, got 1');
    expect(insertDirectly(folder, { required: 1 })).toMatch(/^approvals: the charter asks 2 .* the promotion 1$/);
    const both = await decided(folder, [['vera', 'approve']]);
    expect(await attempt('library', both, 'mara', deploy)).toMatchObject({ code: 'done' });
  });
});

describe('a rejection', () => {
  test.each(routeNames)('through %s stands against an approval', async (route) => {
    const folder = await decided(ready, [['jonas', 'approve']]);
    const reject: Attempt = { operation: 'reject', input: { reason: 'too few rows in landing' } };
    expect(await attempt('library', folder, 'paul', reject)).toMatchObject({ code: 'TND-3103' });
    expect(await attempt(route, folder, 'vera', reject)).toMatchObject({ code: 'done' });
    const before = promoted(folder);
    const end = await attempt(route, folder, 'mara', deploy);
    expect(end).toMatchObject({ code: 'TND-3108', message: 'vera rejected tiny@v1: too few rows in landing' });
    expectStatus(route, end, 3, 409);
    expect(promoted(folder)).toEqual(before);
    expect(insertDirectly(folder)).toMatch(/^version [0-9a-f]{64} was rejected by vera$/);
    const status = await (await base.as('mara', folder)).status({});
    expect(status.verdict).toContain('vera rejected tiny@v1');
    await base.closeProjects();
  });
});

test('the program ends with the code of its command: refused, done, waiting', async () => {
  const stopped = await runTend(base.copy(refused), 'jonas', 'deploy', 'v1', '--json');
  expect([stopped.exitCode, stopped.problem?.code]).toEqual([3, 'TND-3101']);
  const folder = base.copy(two);
  const given = await runTend(folder, 'jonas', 'approve', '--reason', 'looked at it', '--yes', '--json');
  expect([given.exitCode, given.problem]).toEqual([0, undefined]);
  const waiting = await runTend(folder, 'mara', 'deploy', 'v1', '--json');
  expect([waiting.exitCode, waiting.problem?.code]).toEqual([4, 'TND-3102']);
});

describe('on PostgreSQL', () => {
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  /** A project in a database of its own, run by mara; `insert` gives the complaint about a direct promotion. */
  async function onServer(options?: TinyCharterOptions) {
    const databaseUrl = (await postgres?.createDatabase()) ?? '';
    const folder = base.make(options);
    const as = (person: string) => base.as(person, folder, { databaseUrl });
    await (await as('mara')).run({});
    const insert = async (row?: Parameters<typeof insertPromotion>[0]): Promise<string | undefined> => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        await client.query('begin');
        await client.query(insertPromotion(row));
        return undefined;
      } catch (error) {
        return (error as Error).message;
      } finally {
        await client.query('rollback');
        await client.end();
      }
    };
    return { as, insert };
  }

  test('the library and the database refuse as they do on SQLite', async (context) => {
    if (postgres === undefined) return context.skip('there is no PostgreSQL here');
    const { as, insert } = await onServer({ criteria: [...passing, failing] });
    const jonas = await as('jonas');
    await expect(jonas.deploy({})).rejects.toMatchObject({ code: 'TND-3101' });
    expect(await insert()).toMatch(/^criterion saves-a-fortune: asked at most -1,000, got -\d+.*\(fail\)$/);
    await jonas.waive({ criterion: 'saves-a-fortune', reason: 'a pilot', until: dayFromNow(3) });
    expect(await insert()).toBe('approvals: asked 1 by others than mara, who trained, got 0');
    await expect((await as('mara')).approve({})).rejects.toMatchObject({ code: 'TND-3103' });
    const charter = 'approvals: the charter asks 1 by others than mara, who trained, the promotion';
    expect(await insert({ required: 0 })).toBe(`${charter} 0`);
    expect(await insert({ separate: 0 })).toBe(`${charter} 1`);
    await jonas.approve({ reason: 'for the pilot' });
    expect(await insert()).toBeUndefined();
    expect(await insert({ at: Date.now() + 5 * 86_400_000 })).toContain('saves-a-fortune');
    await (await as('vera')).reject({ reason: 'not with these costs' });
    expect(await insert()).toMatch(/was rejected by vera$/);
    await expect(jonas.deploy({})).rejects.toMatchObject({ code: 'TND-3108' });
    expect(await jonas.auditVerify({})).toMatchObject({ isValid: true });
    await base.closeProjects();
  });
});
