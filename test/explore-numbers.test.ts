import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import type { ColumnProfile, Exploration } from '@tend/learn';
import { openProject } from '@tend/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'tend-explore-numbers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let html = '';
let exploration: Exploration;

beforeAll(async () => {
  const random = randomStream(3);
  const lines = Array.from({ length: 700 }, (_, i) => {
    const size = random.normal() * 3 + 40;
    const isLost = random.uniform() < 0.1;
    const kind = ['oak', 'ash', 'elm'][random.integer(3)];
    const bought = size + random.normal() > 40 ? 'yes' : 'no';
    return `${isLost ? '' : size.toFixed(3)},${isLost ? '' : i % 40},${(0.004 * random.uniform()).toFixed(6)},${kind},${bought}`;
  });
  writeFileSync(join(folder, 'trees.csv'), `size,rings,share,kind,bought\n${lines.join('\n')}\n`);
  const project = await openProject(folder);
  try {
    const answer = await project.explore({ data: 'trees.csv', target: 'bought' });
    exploration = JSON.parse(JSON.stringify(answer)).exploration;
    html = readFileSync(join(folder, answer.html?.path ?? ''), 'utf8');
  } finally {
    await project.close();
  }
});

/** The rows of the tables whose caption begins so, as texts. */
function tablesOf(caption: string): readonly (readonly string[])[] {
  const tables = Array.from(html.matchAll(/<table[^>]*><caption[^>]*>([^<]*)<\/caption>(.*?)<\/table>/gs))
    .filter(([, title = '']) => title.startsWith(caption))
    .map(([, , body = '']) => body);
  expect(tables.length).toBeGreaterThan(0);
  return tables.flatMap((body) =>
    Array.from(body.matchAll(/<tr>(.*?)<\/tr>/gs), ([, row = '']) =>
      Array.from(row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs), ([, cell = '']) => cell.replace(/<[^>]*>/g, '')),
    ).slice(1),
  );
}

/** A number as it is shown, and half of its last digit. */
function shown(text: string): { readonly value: number; readonly half: number } {
  const [, digits = '', percent] = /^([\u2212\d,.]+)(%?)/.exec(text) ?? [];
  const plain = digits.replaceAll(',', '').replace('\u2212', '-');
  const scale = percent === '%' ? 100 : 1;
  const decimals = plain.split('.')[1]?.length ?? 0;
  return { value: Number(plain) / scale, half: (0.5 * 10 ** -decimals) / scale + 1e-12 };
}

function expectShown(text: string | undefined, value: number | null | undefined): void {
  const { value: read, half } = shown(text ?? '');
  expect(Math.abs(read - (value ?? Number.NaN)), `${text} for ${value}`).toBeLessThanOrEqual(half);
}

const profileOf = (name: string): ColumnProfile => {
  const found = exploration.profiles.find(({ column }) => column === name);
  if (found === undefined) throw new Error(`no profile of ${name}`);
  return found;
};

test.each(['size', 'rings', 'share'])('the numbers of %s are those of --json, to the digits shown', (name) => {
  const profile = profileOf(name) as Extract<ColumnProfile, { readonly kind: 'number' | 'integer' }>;
  const rows = new Map(tablesOf(`Numbers of ${name}`).map(([what = '', value = '']) => [what, value]));
  expectShown(rows.get('rows'), profile.n);
  expectShown(rows.get('missing'), profile.missing);
  expectShown(rows.get('distinct'), profile.distinct);
  expectShown(rows.get('mean'), profile.mean);
  expectShown(rows.get('standard deviation'), profile.sd);
  expectShown(rows.get('skewness'), profile.skewness);
  const quantile = (share: number): number => Number(profile.quantiles.find((one) => one.share === share)?.value);
  expectShown(rows.get('median'), quantile(0.5));
  expectShown(rows.get('25% quantile'), quantile(0.25));
  expectShown(rows.get('99% quantile'), quantile(0.99));
  expectShown(rows.get('at most 4 rows below'), quantile(0));
  expect(rows.size).toBe(19);
});

test('counts of frequent values, missing shares and strengths of pairs are those of --json', () => {
  const counts = tablesOf('Most frequent values of kind').map(([level, count]) => [level, shown(count ?? '').value]);
  expect(counts).toEqual(profileOf('kind').frequent.map(({ value, count }) => [value, count]));
  const missing = tablesOf('Columns with missing values');
  expect(missing.length).toBe(2);
  for (const [name, count, share] of missing) {
    const { missing: rows, n } = profileOf(name ?? '');
    expectShown(count, rows);
    expectShown(share, rows / n);
  }
  const pairs = tablesOf('strength of association');
  expect(pairs.length).toBe(6);
  for (const [a = '', b = '', strength] of pairs) {
    const pair = exploration.together.associations.pairs.find(
      ({ columns }) => columns.includes(a) && columns.includes(b),
    );
    expectShown(strength, pair?.strength);
  }
});

test('the outcome along a column is that of --json', () => {
  const relation = exploration.together.columns.find(({ column }) => column === 'size');
  const rows = tablesOf('share positive by size');
  const points = relation?.curve.points ?? [];
  expect(rows.length).toBe(points.length + 1);
  for (const [i, { n, estimates }] of points.entries()) {
    const [, share, interval = '', count] = rows[i] ?? [];
    expectShown(share, estimates[0]?.value);
    const [low, high] = interval.split(' to ');
    expectShown(low, estimates[0]?.low);
    expectShown(high, estimates[0]?.high);
    expectShown(count, n);
  }
});
