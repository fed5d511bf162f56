import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@tend/server';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { refusal } from './refusal.ts';
import { requestOf, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

/** A project whose charter says these steps. */
function projectWith(lines: readonly string[]): string {
  const steps = lines.map((line) => `  ${line}\n`).join('');
  return base.makeEdited((charter) => charter.replace(/^data:\n/m, `prepare:\n${steps}\ndata:\n`));
}

const added = [
  'add:',
  '  - {step: expression, parameters: {expression: "speed / weight", name: pace}}',
  '  - {step: lag, parameters: {of: speed, time: day, by: [phase]}, reason: the strike before}',
  '  - {step: rolling, parameters: {of: weight, time: day, window: 20, statistics: [count, mean]}}',
];

test('added steps stand before the proposed ones, and the deployed version looks back on its snapshot', async () => {
  const folder = projectWith(added);
  const mara = await base.as('mara', folder);
  const jonas = await base.as('jonas', folder);
  await mara.run({});
  const { yaml, features } = await mara.recipe({});
  const text = yaml.join('\n');
  expect(Object.keys(features)).toContain('logistic');
  expect(text).toContain('name: "pace"');
  expect(text).toContain('reason: the strike before');
  expect(text.indexOf('step: lag')).toBeLessThan(text.indexOf('step: clip'));

  await jonas.approve({ version: 'v1' });
  await mara.deploy({});
  const rows = tinyRows().slice(100, 104).map(requestOf);
  const { predictions } = await mara.predict({ rows });
  for (const [i, row] of rows.entries()) {
    const alone = await mara.predict({ rows: [row] });
    expect(alone.predictions[0]?.score).toBe(predictions[i]?.score);
  }
  const { token } = await mara.token({ person: 'ops', permissions: ['operate'] });
  const server = await serve({ folder, port: 0, signal: new AbortController().signal });
  onTestFinished(() => server.stop());
  const column = (name: 'day' | 'speed' | 'weight' | 'phase', datatype: string): object => ({
    name,
    datatype,
    shape: [rows.length],
    data: rows.map((row) => row[name]),
  });
  const inputs = [column('day', 'BYTES'), column('speed', 'FP64'), column('weight', 'FP64'), column('phase', 'BYTES')];
  const reply = await fetch(`${server.address}/v2/models/tiny/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ inputs }),
  });
  expect(reply.status).toBe(200);
  const { outputs } = (await reply.json()) as { outputs: { name: string; data: number[] }[] };
  expect(outputs.find(({ data }) => typeof data[0] === 'number')?.data).toEqual(predictions.map(({ score }) => score));
});

test('what is printed is a charter that gives the same recipes again', async () => {
  const folder = projectWith(added);
  const mara = await base.as('mara', folder);
  await mara.run({});
  const { yaml, features } = await mara.recipe({});
  const path = join(folder, 'tend.yaml');
  const charter = readFileSync(path, 'utf8');
  writeFileSync(path, charter.replace(/^prepare:\n(?: {2}.*\n)+/m, `${yaml.join('\n')}\n`));
  await mara.run({});
  const again = await mara.recipe({});
  expect(again.features).toEqual(features);
  expect(again.yaml.filter((line) => line.includes('step:'))).toEqual(yaml.filter((line) => line.includes('step:')));
});

test.each([
  ['- {step: lagg, parameters: {of: speed, time: day}}', 'a step such as lag', 'prepare.add[0].step'],
  ['- {step: lag, parameters: {of: speed, tme: day}}', 'a parameter such as time', 'prepare.add[0].parameters.tme'],
  ['- {step: clip, columns: [sped]}', 'a column such as "speed"', 'prepare.add[0].columns[0]'],
  ['- {step: clip, columns: [phase]}', 'kind number or integer', 'prepare.add[0].columns[0]'],
  ['- {step: expression, parameters: {expression: "speed >"}}', 'expression', 'prepare'],
  [`- {step: expression, parameters: {expression: "damage == 'yes'", name: x}}`, 'not excluded', 'damage'],
  ['- {step: rolling, parameters: {of: speed, time: day, by: [damage]}}', 'not excluded', 'damage'],
  ['- {step: clip, columns: [speed], onlyfor: logistic}', '', 'onlyfor'],
])('%s is a mistake in the charter, with its place', async (line, expected, message) => {
  const folder = projectWith(['add:', `  ${line}`]);
  const mara = await base.as('mara', folder);
  const refused = await refusal(mara.run({}));
  expect(refused.code).toBe('TND-1001');
  expect(refused.detail.expected).toContain(expected);
  expect(refused.message).toContain(message);
  const lines = readFileSync(join(folder, 'tend.yaml'), 'utf8').split('\n');
  expect(refused.detail.place?.line).toBe(1 + lines.findIndex((one) => one.includes(line)));
});

test('a column that was excluded does not come back through a step', async () => {
  const folder = projectWith(['add:', '  - {step: expression, parameters: {expression: "weight * 2"}}']);
  const path = join(folder, 'tend.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/^data:\n/m, 'data:\n  exclude: [{column: weight, reason: known too late, by: mara}]\n'),
  );
  const mara = await base.as('mara', folder);
  const refused = await refusal(mara.run({}));
  expect(refused.message).toContain('reads weight');
  expect(refused.detail.came).toContain('known too late');
});
