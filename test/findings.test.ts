import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { serve } from '@tend/server';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { refusal } from './refusal.ts';
import { tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const rows = tinyRows();
const tomorrow = '2124-01-01';

/** A project whose contract says that no speed is above a limit which so many rows exceed. */
async function projectWithFastRows(failing: number) {
  const folder = base.make({ speed: '{type: number, unit: knots, max: 900}' });
  const write = (fast: number) => writeFileSync(join(folder, 'strikes.csv'), tinyCsv(speeding(fast)));
  write(failing);
  return { folder, mara: await base.as('mara', folder), jonas: await base.as('jonas', folder), write };
}

const speeding = (failing: number) => rows.map((row, i) => (i < failing ? { ...row, speed: 1000 + i } : row));

test('a failed check stops the run, a waiver lets it pass, what is worse stops it again, what is gone closes', async () => {
  const { folder, mara, jonas, write } = await projectWithFastRows(3);
  const refused = await refusal(mara.run({}));
  expect(refused.code).toBe('TND-1203');
  const id = String(refused.detail.facts?.finding);
  expect(refused.detail.next?.at(-1)).toContain(`tend findings waive ${id} --until DATE --reason WHY --as NAME`);

  // The refusal left findings and nothing else of the taking.
  const { findings, open } = await jonas.findings({});
  expect(findings[0]).toMatchObject({ id, stage: 'data', severity: 'block', state: 'open', failing: 3, record: null });
  expect(open.block).toBe(1);
  const status = await jonas.status({});
  expect(status.findings).toEqual(open);
  expect(status.stages.find(({ stage }) => stage === 'data')?.state).toBe('pending');

  // Not by whoever trains, not by who is not entitled, not for a day that is over, not without a finding.
  const waiver = { id: id.slice(0, 6), reason: 'known jets', until: tomorrow };
  expect((await refusal(mara.waiveFinding(waiver))).code).toBe('TND-3106');
  const zoe = await base.as('zoe', folder);
  expect((await refusal(zoe.waiveFinding(waiver))).code).toBe('TND-3106');
  expect((await refusal(jonas.waiveFinding({ ...waiver, until: '2020-01-01' }))).code).toBe('TND-3106');
  expect((await refusal(jonas.waiveFinding({ ...waiver, id: 'ffff' }))).code).toBe('TND-1008');
  const waived = await jonas.waiveFinding(waiver);
  expect(waived.finding).toMatchObject({ id, state: 'waived', person: 'jonas', until: tomorrow });

  const run = await mara.run({});
  expect(readFileSync(join(folder, run.cardPath ?? ''), 'utf8')).toMatch(
    /\| expect_column_\S+ of speed waived by jonas \| until 2124-01-01 \| known jets \|/,
  );
  expect((await jonas.status({})).findings.block).toBe(0);
  // Nothing was decided since: the stage is reused.
  const again = await mara.run({});
  expect(again.stages.find(({ stage }) => stage === 'data')?.state).toBe('reused');

  write(30);
  expect((await refusal(mara.run({}))).code).toBe('TND-1203');
  expect((await jonas.findings({ id })).findings[0]).toMatchObject({ state: 'open', failing: 30, reopened: 1 });

  await jonas.resolveFinding({ id, reason: 'fixed at the source' });
  expect((await refusal(jonas.resolveFinding({ id, reason: 'twice' }))).code).toBe('TND-1009');
  expect((await refusal(mara.run({}))).code).toBe('TND-1203');
  write(0);
  await mara.run({});
  const { findings: closed, history } = await jonas.findings({ id });
  expect(closed[0]).toMatchObject({ state: 'resolved', person: null, reason: 'no longer seen', reopened: 2 });
  expect(history.map(({ event }) => event)).toEqual(['seen', 'waived', 'worse', 'resolved', 'reopened', 'gone']);
  // Each decision is a record of its own, which the log names.
  const database = new DatabaseSync(join(folder, '.tend/tend.db'));
  onTestFinished(() => database.close());
  const record = database.prepare('select kind, bytes, actor from record where digest = ?');
  const decided = history.filter(({ event }) => event === 'waived' || event === 'resolved');
  const decisions = decided.map((event) => record.get(event.record ?? ''));
  expect(decisions).toMatchObject([
    { kind: 'findingDecision', actor: 'jonas' },
    { kind: 'findingDecision', actor: 'jonas' },
  ]);
  expect(decisions.map((row) => JSON.parse(String(row?.bytes)).body)).toMatchObject([
    { finding: id, decision: 'waived', person: 'jonas', reason: 'known jets', until: tomorrow, failing: 3, after: 1 },
    { finding: id, decision: 'resolved', person: 'jonas', reason: 'fixed at the source', until: null, after: 3 },
  ]);
  const entries = database.prepare('select bytes from audit_entry').all();
  for (const { record: digest } of decided)
    expect(entries.filter(({ bytes }) => String(bytes).includes(digest ?? '-'))).toHaveLength(1);
  expect((await jonas.auditVerify({})).problems).toEqual([]);

  // A waiver that somebody wrote past the commands has none.
  database
    .prepare("update finding set state = 'waived', person = 'jonas', waived_until = 4102444800000 where id = ?")
    .run(id);
  expect((await jonas.auditVerify({})).problems).toMatchObject([
    {
      kind: 'projection',
      message: expect.stringContaining(`the waiver of the finding ${id} has no record of its own`),
    },
  ]);
}, 60_000);

test('over HTTP, findings need the permission of their row', async () => {
  const { folder, mara } = await projectWithFastRows(3);
  const { detail } = await refusal(mara.run({}));
  const { token } = await mara.token({ person: 'jonas', permissions: ['read', 'approve'] });
  const { token: reader } = await mara.token({ person: 'lee', permissions: ['read'] });
  const server = await serve({ folder, port: 0 });
  onTestFinished(() => server.stop());
  const call = (path: string, bearer: string, body?: object) =>
    fetch(`${server.address}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const list = await call('/api/v1/findings?show=all&stage=data', reader);
  expect(list.status).toBe(200);
  const { findings } = (await list.json()) as { findings: { id: string; severity: string }[] };
  expect(findings[0]).toMatchObject({ id: detail.facts?.finding, severity: 'block' });
  // A page of takings: numbers of a query come as digits.
  expect(await (await call('/api/v1/snapshots?limit=5&skip=0', reader)).json()).toEqual({ snapshots: [], total: 0 });
  expect((await call('/api/v1/snapshots?limit=five', reader)).status).toBe(400);
  const waiver = { id: detail.facts?.finding, reason: 'known', until: tomorrow };
  expect((await call('/api/v1/findings/waive', reader, waiver)).status).toBe(403);
  expect((await call('/api/v1/findings/waive', token, waiver)).status).toBe(200);
}, 60_000);
