import { afterEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { findingCases } from '../findings/finding.cases.ts';
import { evidenceCases } from './evidence.cases.ts';
import { promotionGateCases } from './promotion-gate.cases.ts';
import { at, insertSamplesBefore, sampleRows, tableNames } from './sample-rows.cases.ts';
import type { FindOptions, Store, Where } from './store.ts';
import type { TableName, Tables } from './tables.ts';

/** Opens the store of a project; two of the same name see the same rows. */
export type OpenStore = (projectId: string) => Promise<Store>;

let lastProject = 0;

/** What every implementation of the Store port does. Each case works in a project of its own. */
export function storeCases(name: string, openStore: OpenStore): void {
  // Each case syncs to disk dozens of times, which takes seconds on a busy machine.
  describe(name, { timeout: 30_000 }, () => {
    const opened: Store[] = [];
    const open = async (projectId = `project-${++lastProject}`): Promise<Store> => {
      const store = await openStore(projectId);
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });
    rowCases(open);
    valueCases(open);
    transactionCases(open);
    scopeCases(open);
    evidenceCases(open);
    findingCases(open);
    promotionGateCases(open);
  });
}

const lease = (thing: string, token = 1, holder = 'h') => ({ thing, holder, token, expiresAt: at });

function rowCases(open: (projectId?: string) => Promise<Store>): void {
  test('a full row of every table comes back as it was written', async () => {
    const store = await open();
    await insertSamplesBefore(store);
    expect(tableNames.length).toBe(23);
    const read = <T extends TableName>(name: T) => store.read((reader) => reader.from(name).find({}));
    for (const name of tableNames) expect(await read(name), name).toEqual(sampleRows[name]);
  });

  test('rows come in the order of writing, or by a column with null first and ties in the order of writing', async () => {
    const store = await open();
    const alarm = (id: string, windowStart: number | null) => ({ ...sampleRows.alarm[0], id, windowStart });
    await insertSamplesBefore(store, 'recordInput');
    await store.write(async (t) => {
      await t.from('alarm').insert(alarm('z', 20), alarm('B', null), alarm('a', 10));
      await t.from('alarm').insert(alarm('é', 10));
    });
    const ids = (options: FindOptions<Tables['alarm']>) =>
      store.read(async (r) => (await r.from('alarm').find({}, options)).map((row) => row.id));
    expect(await ids({})).toEqual(['z', 'B', 'a', 'é']);
    expect(await ids({ descending: true })).toEqual(['é', 'a', 'B', 'z']);
    expect(await ids({ limit: 2 })).toEqual(['z', 'B']);
    expect(await ids({ orderBy: 'windowStart' })).toEqual(['B', 'a', 'é', 'z']);
    expect(await ids({ orderBy: 'windowStart', descending: true })).toEqual(['z', 'é', 'a', 'B']);
    expect(await ids({ orderBy: 'id' }), 'text sorts by its bytes').toEqual(['B', 'a', 'z', 'é']);
    const first = await store.read((r) => r.from('alarm').first({}, { orderBy: 'id', descending: true }));
    expect(first?.id).toBe('é');
  });

  test('conditions: equal, null, one of several with null, none of none', async () => {
    const store = await open();
    const finding = (id: string, person: string | null) => ({ ...sampleRows.finding[0], id, person });
    await store.write((t) => t.from('finding').insert(finding('1', 'kim'), finding('2', null), finding('3', 'mara')));
    await store.read(async (r) => {
      const rows = r.from('finding');
      const ids = async (where: Where<Tables['finding']>) => (await rows.find(where)).map((row) => row.id);
      expect(await ids({ person: 'kim' })).toEqual(['1']);
      expect(await ids({ person: null })).toEqual(['2']);
      expect(await ids({ person: ['kim', null] })).toEqual(['1', '2']);
      expect(await ids({ person: ['mara', 'kim', 'nobody'], id: ['2', '3'] })).toEqual(['3']);
      expect(await ids({ person: [] })).toEqual([]);
      expect(await rows.count({})).toBe(3);
      expect(await rows.count({ person: [null] })).toBe(1);
      expect(await rows.first({ id: 'x' })).toBeUndefined();
    });
  });

  test('update and remove give the number of rows', async () => {
    const store = await open();
    await store.write(async (t) => {
      const rows = t.from('lease');
      await rows.insert(lease('a'), lease('b'), lease('c'));
      expect(await rows.update({ thing: ['a', 'b', 'x'] }, { token: 2, holder: 'k' })).toBe(2);
      expect(await rows.update({ thing: 'x' }, { token: 9 })).toBe(0);
      expect(await rows.remove({ token: 2 })).toBe(2);
      expect(await rows.find({})).toEqual([lease('c')]);
    });
  });

  test('insertMissing leaves a row that is there as it is; insert refuses it', async () => {
    const store = await open();
    await store.write(async (t) => {
      await t.from('lease').insert(lease('a', 1));
      await t.from('lease').insertMissing(lease('a', 2), lease('b', 2));
      await t.from('lease').insertMissing();
    });
    const refused = await refusal(store.write((t) => t.from('lease').insert(lease('c'), lease('a'))));
    expect(refused.code).toBe('TND-4005');
    expect(refused.detail.facts).toEqual({ constraint: 'unique' });
    expect(await store.read((r) => r.from('lease').find({}))).toEqual([lease('a', 1), lease('b', 2)]);
  });

  test('many rows and long lists', async () => {
    const store = await open();
    const labels = Array.from({ length: 12_000 }, (_, i) => ({
      predictionId: `p"${i}`,
      outcome: i % 2,
      knownAt: i,
      at,
    }));
    await store.write((t) => t.from('label').insert(...labels));
    const ids = Array.from({ length: 70_000 }, (_, i) => `p"${2 * i}`);
    expect(await store.read((r) => r.from('label').count({ predictionId: ids }))).toBe(6000);
    expect(await store.read((r) => r.from('label').count({ knownAt: [1, 2, 3] }))).toBe(3);
    expect(await store.read((r) => r.from('label').find({}))).toEqual(labels);
  });
}

function valueCases(open: (projectId?: string) => Promise<Store>): void {
  const insertHolder = async (holder: string) => {
    const store = await open();
    await store.write((t) => t.from('lease').insert(lease('a', 1, holder)));
    return store.read(async (r) => (await r.from('lease').first({ holder }))?.holder);
  };

  test.each([
    '',
    'it\'s "quoted" \\ {a,b} $1 ? %',
    'e\u0301 🦆 \u{10FFFF}',
    'NULL',
    '1e5',
    '\n\t\r',
    'x'.repeat(2_000_000),
  ])('text is kept: %.20j', async (text) => expect(await insertHolder(text)).toBe(text));

  test.each(['a\0b', 'half \uD83E'])('text that a database would change or refuse is refused: %j', async (text) => {
    expect(await refusal(insertHolder(text))).toMatchObject({
      code: 'TND-4005',
      detail: { facts: { constraint: 'text' } },
    });
    const store = await open();
    expect(await refusal(store.read((r) => r.from('lease').find({ holder: [text] })))).toMatchObject({
      code: 'TND-4005',
    });
  });

  test.each([0.1 + 0.2, -0.5, 5e-324, Number.MAX_VALUE, 2 ** 53 + 2, -3])('a number is kept: %d', async (outcome) => {
    const store = await open();
    await store.write((t) => t.from('label').insert({ predictionId: 'p', outcome, knownAt: 0, at }));
    expect(await store.read((r) => r.from('label').find({ outcome: [outcome] }))).toMatchObject([{ outcome }]);
  });

  test('what only a bug can pass throws a TypeError', async () => {
    const store = await open();
    const label = { predictionId: 'p', outcome: Number.NaN, knownAt: 0, at };
    await expect(store.write((t) => t.from('label').insert(label))).rejects.toThrow(TypeError);
    // @ts-expect-error an undefined value must not widen a condition
    await expect(store.write((t) => t.from('label').remove({ predictionId: undefined }))).rejects.toThrow(TypeError);
    await expect(store.write((t) => t.from('label').update({ predictionId: 'p' }, {}))).rejects.toThrow(TypeError);
  });

  test('constraints: unknown parent, state that is none, flag beyond 1, missing value', async () => {
    const store = await open();
    await insertSamplesBefore(store, 'stageResult');
    const stage = sampleRows.stageResult[0];
    const constraint = async (row: object) =>
      (await refusal(store.write((t) => t.from('stageResult').insert({ ...stage, ...row })))).detail.facts?.constraint;
    expect(await constraint({ iteration: 2 })).toBe('foreignKey');
    expect(await constraint({ isReused: 2 })).toBe('check');
    expect(await constraint({ stage: null })).toBe('notNull');
    const iteration = { ...sampleRows.iteration[0], number: 2, state: 'asleep' as 'done' };
    const refused = await refusal(store.write((t) => t.from('iteration').insert(iteration)));
    expect(refused.detail.facts).toEqual({ constraint: 'check' });
    expect(await store.read((r) => r.from('stageResult').count({}))).toBe(0);
  });
}

function transactionCases(open: (projectId?: string) => Promise<Store>): void {
  test('a transaction that throws leaves nothing, and its error arrives as it was', async () => {
    const store = await open();
    const error = new Error('changed my mind');
    const work = store.write(async (t) => {
      await t.from('lease').insert(lease('a'));
      expect(await t.from('lease').count({})).toBe(1);
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(await store.read((r) => r.from('lease').count({}))).toBe(0);
    await store.write((t) => t.from('lease').insert(lease('a')));
  });

  test('a transaction whose failed statement was caught leaves nothing either', async () => {
    const store = await open();
    const work = store.write(async (t) => {
      await t.from('lease').insert(lease('a'));
      await t
        .from('lease')
        .insert(lease('a'))
        .catch(() => {});
      return 'done';
    });
    expect((await refusal(work)).detail.facts).toEqual({ constraint: 'unique' });
    expect(await store.read((r) => r.from('lease').count({}))).toBe(0);
  });

  test('a transaction inside a transaction is refused, not waited for', async () => {
    const store = await open();
    const twin = await open();
    const inside = (outer: Store, inner: Store) => outer.write(() => inner.read((r) => r.from('lease').count({})));
    await expect(inside(store, store)).rejects.toThrow('inside a transaction');
    await expect(inside(store, twin)).rejects.toThrow('inside a transaction');
    expect(await store.read((r) => r.from('lease').count({}))).toBe(0);
  });

  test('a transaction cannot be used after it has ended', async () => {
    const store = await open();
    const escaped = await store.write(async (t) => t.from('lease'));
    expect(() => escaped.insert(lease('a'))).toThrow('after it had ended');
  });

  test('concurrent transactions that read and then write lose nothing', async () => {
    const projectId = `project-${++lastProject}`;
    const stores = [await open(projectId), await open(projectId)];
    await stores[0]!.write((t) => t.from('lease').insert(lease('counter', 0)));
    const increment = (store: Store) =>
      store.write(async (t) => {
        const row = await t.from('lease').first({ thing: 'counter' });
        await t.from('lease').update({ thing: 'counter' }, { token: (row?.token ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 40 }, (_, i) => increment(stores[i % 2]!)));
    const row = await stores[1]!.read((r) => r.from('lease').first({ thing: 'counter' }));
    expect(row?.token).toBe(40);
  });

  test('of concurrent transactions that all look before they insert, one inserts', async () => {
    const store = await open();
    const claim = (holder: string) =>
      store.write(async (t) => {
        if ((await t.from('lease').count({ token: 7 })) > 0) return false;
        await t.from('lease').insert(lease(holder, 7, holder));
        return true;
      });
    const claims = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(claim));
    expect(claims.filter((isMine) => isMine).length).toBe(1);
    expect(await store.read((r) => r.from('lease').count({}))).toBe(1);
  });
}

function scopeCases(open: (projectId?: string) => Promise<Store>): void {
  test('no operation sees or touches the rows of another project', async () => {
    const mine = await open();
    const theirs = await open();
    await mine.write((t) => t.from('lease').insert(lease('a', 1)));
    await theirs.write(async (t) => {
      const rows = t.from('lease');
      expect(await rows.find({})).toEqual([]);
      expect(await rows.count({ thing: ['a'] })).toBe(0);
      expect(await rows.update({}, { token: 9 })).toBe(0);
      expect(await rows.remove({})).toBe(0);
      await rows.insertMissing(lease('a', 5));
    });
    expect(await mine.read((r) => r.from('lease').find({}))).toEqual([lease('a', 1)]);
    expect(await theirs.read((r) => r.from('lease').find({}))).toEqual([lease('a', 5)]);
  });

  test('a row cannot point into another project', async () => {
    const mine = await open();
    const theirs = await open();
    await insertSamplesBefore(mine, 'recordInput');
    const edge = sampleRows.recordInput[0];
    const refused = await refusal(theirs.write((t) => t.from('recordInput').insert(edge)));
    expect(refused.detail.facts).toEqual({ constraint: 'foreignKey' });
    await mine.write((t) => t.from('recordInput').insert(edge));
  });
}
