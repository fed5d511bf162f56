import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@tend/server';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { requestOf, type TinyRow, tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const april = tinyRows({ count: 60, seed: 3, firstDay: 91 });
/** From 2024-05-01 the speeds come in km/h. */
const may = tinyRows({ count: 62, seed: 4, firstDay: 121, factor: 1.852 });

/** Fills in what only people know, and what this team knows better than the proposal. */
function fillBlanks(folder: string): void {
  edit(folder, [
    [/text: "\?"/, 'text: inspect the aircraft that are most likely damaged'],
    [/2024-03-01/g, '2024-02-15'],
    [/act: "\?"/, 'act: inspect'],
    [/missed: "\?", needless: "\?"/, 'missed: 100, needless: 10'],
    [/versus: rule, atLeast: "\?"/, 'versus: rule, atLeast: 0.02'],
    [/versus: rule, atMost: "\?"/, 'versus: nothing, atMost: 0'],
    [/speed: {type: "number", missingAtMost: [\d.]+,/, 'speed: {type: "number", unit: knots,'],
    [/^approvals:/m, 'monitor: {window: month}\n\napprovals:'],
  ]);
}

function edit(folder: string, replacements: readonly (readonly [RegExp, string])[]): void {
  const path = join(folder, 'tend.yaml');
  let text = readFileSync(path, 'utf8');
  for (const [pattern, replacement] of replacements) {
    expect(text).toMatch(pattern);
    text = text.replace(pattern, replacement);
  }
  writeFileSync(path, text);
}

function inferRequest(rows: readonly TinyRow[]): object {
  const column = (name: 'day' | 'speed' | 'weight' | 'phase', datatype: string) => ({
    name,
    datatype,
    shape: [rows.length],
    data: rows.map((row) => row[name]),
  });
  return {
    inputs: [column('day', 'BYTES'), column('speed', 'FP64'), column('weight', 'FP64'), column('phase', 'BYTES')],
  };
}

test('the whole lifecycle, end to end', async () => {
  const folder = base.makeData();
  const mara = await base.as('mara', folder);
  const jonas = await base.as('jonas', folder);

  // Problem: a charter is proposed. Its blanks stop the promotion, not the first model.
  const proposed = await mara.init({ data: 'strikes.csv', target: 'damage', separate: true });
  expect(proposed).toMatchObject({ rows: 150, columns: 5, target: "damage == 'yes'" });
  expect(proposed.blanks.length).toBeGreaterThan(4);
  edit(folder, [[/budget: {trials: 24}/, 'budget: {trials: 6}']]);
  const sketch = await mara.run({});
  expect(sketch).toMatchObject({ iteration: 1, state: 'done', version: { number: 1 } });
  expect(sketch.blanks).toContain('decision.costs.missed');
  await expect(mara.deploy({})).rejects.toMatchObject({ code: 'TND-1005' });

  // Data to govern: with the blanks filled in, the gate can be asked.
  fillBlanks(folder);
  const first = await mara.run({ hypothesis: 'damage shows in speed and weight' });
  expect(first.criteria.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['beats-rule', 'pass'],
    ['saves-cost', 'pass'],
  ]);
  expect(first).toMatchObject({ iteration: 2, state: 'waiting', verdict: 'pass', blanks: [] });
  expect(first.stages.map(({ stage }) => stage)).toEqual([
    'problem',
    'data',
    'explore',
    'prepare',
    'train',
    'evaluate',
    'govern',
  ]);
  const name = `strikes@v${first.version?.number}`;
  await expect(mara.deploy({})).rejects.toMatchObject({ code: 'TND-3102' });
  await expect(mara.approve({ reason: 'mine' })).rejects.toMatchObject({ code: 'TND-3103' });
  expect((await jonas.review({})).verdict).toBe('pass');
  await jonas.approve({ reason: 'beats the rule' });
  const { deployment } = await mara.deploy({});
  expect(deployment).toMatchObject({ version: first.version?.number, by: 'mara' });

  // Deploy: both faces over real HTTP.
  const { token } = await mara.token({ person: 'ops', permissions: ['operate'] });
  const controller = new AbortController();
  const server = await serve({ folder, port: 0, signal: controller.signal });
  onTestFinished(() => server.stop());
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const reply = await fetch(`${server.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect(reply.status, path).toBe(200);
    return (await reply.json()) as Record<string, unknown>;
  };
  const answered = await post('/v2/models/strikes/infer', inferRequest(april));
  const outputs = answered.outputs as readonly { readonly name: string; readonly data: readonly string[] }[];
  const aprilIds = outputs.find((output) => output.name === 'prediction_id')?.data ?? [];
  expect(new Set(aprilIds).size).toBe(april.length);
  const answeredMay = await post('/invocations', { instances: may.map(requestOf) });
  const mayIds = answeredMay.prediction_ids as readonly string[];
  expect(new Set([...aprilIds, ...mayIds]).size).toBe(april.length + may.length);

  // Monitor: outcomes arrive; the column and the factor of the change of unit are found, and nothing before it.
  const labelled = await post('/api/v1/labels', {
    labels: april.map((row, i) => ({ prediction: aprilIds[i], outcome: row.damage === 'yes', knownAt: row.day })),
  });
  expect(labelled).toEqual({ recorded: april.length, alreadyKnown: 0 });
  const quiet = await mara.monitor({ asOf: '2024-04-30' });
  expect(quiet).toMatchObject({ alarmsRaised: [], windows: [{ from: '2024-04-01', predictions: 60, labelled: 60 }] });
  const loud = await mara.monitor({ asOf: '2024-05-31' });
  expect(loud.alarmsRaised.map(({ kind, subject, window }) => [kind, subject, window])).toEqual([
    ['unitChange', 'speed', '2024-05-01'],
  ]);
  const [alarm] = loud.alarmsRaised;
  expect(alarm?.message).toMatch(/knots became km\/h would be 1\.852/);

  // Iterate: the cause is repaired first, the model learns from more, and is held against the champion.
  const seen = [...tinyRows(), ...april, ...may];
  writeFileSync(join(folder, 'strikes.csv'), tinyCsv(seen));
  edit(folder, [
    [/unit: knots,/, 'unit: knots, units: [{unit: knots, until: 2024-05-01}, {unit: km/h, from: 2024-05-01}],'],
    [/max: 200/, 'max: 400'],
    [/^split: .*$/m, 'split: {by: time, train: {until: 2024-04-15}, test: {from: 2024-04-15, until: 2024-06-01}}'],
    [/^criteria:$/m, 'criteria:\n  - {id: no-worse, metric: rocAuc, versus: champion, atLeast: -0.05}'],
  ]);
  const second = await jonas.run({ trigger: alarm?.id ?? '', hypothesis: 'speeds are in km/h since May' });
  expect(second.criteria.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['no-worse', 'pass'],
    ['beats-rule', 'pass'],
    ['saves-cost', 'pass'],
  ]);
  expect(second.version?.trainedBy).toBe('jonas');
  await expect(jonas.approve({})).rejects.toMatchObject({ code: 'TND-3103' });
  expect((await mara.review({})).changes[0]).toContain(name);
  await mara.approve({ reason: 'the repair works' });
  expect((await jonas.deploy({})).previous).toMatchObject({ id: deployment.id });
  const after = await mara.status({});
  expect(after.alarms).toEqual([]);
  expect(after.serving?.version).toBe(second.version?.number);

  // The version before stands ready, and a running server follows.
  expect((await mara.rollback({ reason: 'a drill' })).deployment.version).toBe(first.version?.number);
  await expect
    .poll(async () => {
      const reply = await fetch(`${server.address}/v2`, { headers: { authorization: `Bearer ${token}` } });
      return ((await reply.json()) as { serving: { version: string } }).serving.version;
    })
    .toBe(String(first.version?.number));

  // Why: one prediction, down to the charter, and who allowed it.
  const why = await mara.why({ prediction: aprilIds[0] ?? '' });
  expect(why.chain.map(({ kind }) => kind)).toEqual([
    'prediction',
    'deployment',
    'approval',
    'evaluation',
    'model',
    'run',
    'recipe',
    'snapshot',
    'charter',
  ]);
  expect(why.chain.find(({ kind }) => kind === 'approval')).toMatchObject({ by: 'jonas', knownBy: 'claimed' });
  expect(why.outcome).toEqual({ isPositive: april[0]?.damage === 'yes', knownAt: '2024-04-01' });
  const sum = why.explanation?.items.reduce((total, { contribution }) => total + contribution, 0) ?? Number.NaN;
  expect((why.explanation?.base ?? 0) + sum).toBeCloseTo(why.explanation?.margin ?? Number.NaN, 9);

  // Reproduce bit for bit, whatever the number of threads; the log verifies.
  for (const threads of [1, 2]) {
    const again = await mara.reproduce({ version: 'v2', threads });
    expect(again).toMatchObject({ isIdentical: true, threads, workersUsed: threads });
  }
  expect(await mara.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
});
