import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../scripts/source-files.ts';

const page = readFileSync(join(root, 'docs/estimators.md'), 'utf8');
const examples = page.split(/^## /m).flatMap((section) => {
  const title = section.slice(0, section.indexOf('\n'));
  return [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ''], i): [string, string] => [
    `${title}, example ${i + 1}`,
    code,
  ]);
});
const folder = mkdtempSync(join(tmpdir(), 'tend-estimators-'));

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'houses.csv'), houses());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 240 houses of every kind of column. */
function houses(): string {
  const lines = Array.from({ length: 240 }, (_, row) => {
    const area = 40 + ((row * 53) % 160);
    const district = ['north', 'south', 'harbour'][row % 3];
    const built = `${1950 + ((row * 7) % 70)}-0${1 + (row % 9)}-01`;
    const price = 1000 * area + (row % 3 === 2 ? 50_000 : 0) + ((row * 31) % 97) * 100;
    const grade = area > 140 ? 'fine' : area > 80 ? 'good' : 'plain';
    return [area, 1 + Math.floor(area / 35), district, built, area > 100 && row % 4 > 0, grade, price].join(',');
  });
  return `area,rooms,district,built,sold,grade,price\n${lines.join('\n')}\n`;
}

test('every family has an example', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  for (const family of ['boostedTrees', 'randomForest', 'extraTrees', 'linear', 'logistic', 'seasonalNaive', 'median'])
    expect(page).toContain(family);
});

test.each(examples)('%s', (_, code) => {
  const flags = ['--input-type=module-typescript', '--no-warnings', '--eval', code];
  const output = execFileSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' });
  expect(output).not.toBe('');
  expect(output).not.toMatch(/NaN|undefined/);
});
