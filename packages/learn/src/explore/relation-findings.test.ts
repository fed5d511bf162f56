import { randomStream } from '@tend/kernels';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { expect, test, vi } from 'vitest';
import { codedColumns } from '../associations/coded-columns.ts';
import { exploreRelations } from './explore-relations.ts';
import type { Finding } from './finding.ts';
import { relationFindings, strengthFindings } from './relation-findings.ts';

vi.setConfig({ testTimeout: 120_000 });

const n = 3000;
const rows = Int32Array.from({ length: n }, (_, row) => row);

/** A table in which each kind of relation stands once, and an outcome that is reversed within departments. */
function planted(): { readonly table: Table; readonly y: Int8Array; readonly values: Float64Array } {
  const random = randomStream(12);
  const draw = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const size = draw(random.normal);
  const hard = draw(() => random.uniform() < 0.5);
  const isA = hard.map((one) => random.uniform() < (one ? 0.8 : 0.2));
  const left = draw(() => random.integer(2));
  const right = draw(() => random.normal());
  const sides = right.map((x, i) => (left[i] === 1 ? 1 : -1) * (x > 0 ? 1 : -1));
  // Group A does better in either department, and applies where it is hard.
  const rates = hard.map((one, i) => (one ? 0.25 : 0.75) + (isA[i] ? 0.1 : -0.1) + 0.1 * (sides[i] ?? 0));
  const bend = draw(random.normal);
  return {
    table: tableOf([
      numericColumn('size', 'number', size),
      numericColumn(
        'size in inches',
        'number',
        size.map((x) => x / 2.54 + 0.01 * random.normal()),
      ),
      numericColumn(
        'size as weighed',
        'number',
        size.map((x) => x + 0.1 * random.normal()),
      ),
      textColumn(
        'department',
        hard.map((one) => (one ? 'hard' : 'easy')),
      ),
      textColumn(
        'group',
        isA.map((one) => (one ? 'A' : 'B')),
      ),
      numericColumn('left', 'boolean', left),
      numericColumn('right', 'number', right),
      numericColumn('bend', 'number', bend),
      numericColumn(
        'bent',
        'number',
        bend.map((x) => x * x + 0.05 * random.normal()),
      ),
      numericColumn(
        'total',
        'number',
        right.map((x, i) => x + (bend[i] ?? 0) + 0.05 * random.normal()),
      ),
    ]),
    y: Int8Array.from(rates, (rate) => (random.uniform() < rate ? 1 : 0)),
    values: Float64Array.from(rates, (rate) => 10 * rate + random.normal()),
  };
}

test('each relation is told once, in a sentence with numbers, n and its picture', () => {
  const { table, y } = planted();
  const names = table.columns.map(({ name }) => name);
  const relations = exploreRelations(codedColumns(table, rows), { type: 'binary', y }, names);
  const findings = relationFindings(relations)
    .toSorted((a, b) => b.importance - a.importance)
    .map(({ finding }) => finding);
  const told = findings.map(({ kind, subject }) => [kind, subject]);
  expect(told.slice(0, 3)).toEqual([
    ['reversal', 'group, department'],
    ['interaction', 'left, right'],
    ['redundantGroup', 'size, size in inches, size as weighed'],
  ]);
  expect(told).toContainEqual(['collinear', 'total']);
  expect(told).toContainEqual(['association', 'bend, bent']);
  const [reversal, interaction] = findings;
  expect(reversal?.severity).toBe('warn');
  expect(reversal?.message).toMatch(
    /^where "group" is "A", the share of positives lies \d+\.\d points below that elsewhere, but among rows with the same "department" it lies \d+\.\d points above \(2 groups, n = 3,000\)/,
  );
  expect(interaction?.message).toMatch(
    /^the effect of "right" depends on "left": .* the share of positives goes from \d+% to \d+% where "left" is (true|false), but from \d+% to \d+% where it is (true|false) \(n = 3,000\)/,
  );
  expect(findings.find(({ subject }) => subject === 'bend, bent')?.message).toContain('not steadily up or down');
  for (const { message, picture, value } of findings) {
    expect(picture).toBeDefined();
    expect(Number.isFinite(value)).toBe(true);
    expect(message).not.toMatch(/NaN|undefined|null|Infinity|\d{7}/);
    expect(message).toMatch(/n = [\d,]+/);
  }
  expect(new Set(told.map((one) => one.join(': '))).size).toBe(told.length);
});

test('what is under suspicion or said already is not told again', () => {
  const { table, y } = planted();
  const names = table.columns.map(({ name }) => name);
  const suspects = new Set(['department', 'bent', 'total']);
  const relations = exploreRelations(codedColumns(table, rows), { type: 'binary', y }, names, suspects);
  const subjects = relationFindings(relations, suspects).map(({ finding }) => finding.subject);
  expect(subjects.filter((subject) => /department|bent|total/.test(subject))).toEqual([]);
});

test('a number as the target is told in its own words', () => {
  const { table, values } = planted();
  const names = table.columns.map(({ name }) => name);
  const relations = exploreRelations(codedColumns(table, rows), { type: 'number', values }, names);
  const strengths = strengthFindings(relations.columns).map(({ finding }) => finding);
  expect(strengths[0]?.subject).toBe('department');
  expect(strengths[0]?.message).toMatch(
    /^"department" alone explains \d+% of the variance of the target \(held out, n = 3,000\)/,
  );
  const reversal = relationFindings(relations).find(({ finding }) => finding.kind === 'reversal')?.finding;
  expect(reversal?.message).toContain('the mean of the target lies');
});

test('of 100 tables of noise at most three give any finding', () => {
  let claims: readonly Finding[] = [];
  let tables = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = randomStream(seed);
    const some = Array.from({ length: 500 }, (_, i) => i);
    const table = tableOf([
      numericColumn('a', 'number', some.map(random.normal)),
      numericColumn(
        'b',
        'integer',
        some.map(() => random.integer(9)),
      ),
      numericColumn(
        'c',
        'boolean',
        some.map(() => random.integer(2)),
      ),
      textColumn(
        'd',
        some.map(() => `d${random.integer(4)}`),
      ),
      textColumn(
        'e',
        some.map(() => `e${random.integer(30)}`),
      ),
    ]);
    const names = table.columns.map(({ name }) => name);
    const y = Int8Array.from(some, () => random.integer(2));
    const relations = exploreRelations(codedColumns(table, Int32Array.from(some)), { type: 'binary', y }, names);
    const found = [...relationFindings(relations), ...strengthFindings(relations.columns)];
    if (found.length > 0) tables++;
    claims = [...claims, ...found.map(({ finding }) => finding)];
  }
  expect(tables, claims.map(({ message }) => message).join('\n')).toBeLessThanOrEqual(3);
});
