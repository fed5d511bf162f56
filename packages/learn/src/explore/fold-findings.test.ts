import { randomStream } from '@tend/kernels';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import type { Reversal } from '../target-relations/reversal.ts';
import { explore } from './explore.ts';
import type { Finding } from './finding.ts';
import { foldFindings } from './fold-findings.ts';
import { foldedReversals } from './folded-reversals.ts';
import type { LeakTarget } from './leak-target.ts';
import { rankFindings } from './rank-findings.ts';

const n = 3000;
const random = randomStream(7);
const isCancelled = Array.from({ length: n }, () => random.uniform() < 0.05);
const price = Array.from({ length: n }, () => random.normal());
const shipped = (share: number): (number | undefined)[] =>
  isCancelled.map((gone) => (gone && random.uniform() < share ? undefined : random.normal()));
const table = tableOf([
  textColumn(
    'state',
    isCancelled.map((gone) => (gone ? 'cancelled' : 'sent')),
  ),
  ...(['weight', 'carrier fee', 'days'] as const).map((name, i) =>
    numericColumn(
      name,
      'number',
      shipped(1 - i / 10).map((value) => value ?? Number.NaN),
    ),
  ),
  numericColumn('price', 'number', price),
]);
const rows = Int32Array.from({ length: n }, (_, row) => row);

function folded(from: Table, target: LeakTarget | undefined, columns: readonly string[]) {
  const exploration = explore({ table: from, rows, columns, ...(target === undefined ? {} : { target }) });
  const findings = rankFindings(exploration);
  return { findings, folds: foldFindings(exploration, findings) };
}

test('columns that are missing in the same rows are one sentence with its reason, and nothing is lost', () => {
  const { findings, folds } = folded(
    table,
    undefined,
    table.columns.map(({ name }) => name),
  );
  const about = folds.filter(({ kind }) => kind.startsWith('missing'));
  expect(about.length).toBe(1);
  expect(about[0]?.message).toMatch(
    /^3 columns are missing in nearly the same rows, as for one reason: "weight" in \d+, "carrier fee" in \d+ and "days" in \d+ of 3,000 rows \([\d.]+% to [\d.]+%\); "\w+( fee)?" is missing in (9\d|100)[.\d]*% where "state" is "cancelled" \(n = \d+\), in 0% where that is "sent" \(n = 2,\d+\)$/,
  );
  const told = folds.flatMap(({ covers, ...finding }) => (covers.length > 0 ? covers : [finding]));
  expect(told.toSorted(bySubject)).toEqual(findings.toSorted(bySubject));
  expect(findings.length).toBeGreaterThan(folds.length);
});

test('columns that are missing where the outcome is one thing are one suspicion, and what else they lack goes with it', () => {
  const y = Int8Array.from(isCancelled, Number);
  const { findings, folds } = folded(table, { type: 'binary', y }, ['weight', 'carrier fee', 'days', 'price']);
  expect(findings.filter(({ kind }) => kind === 'leak').length).toBe(3);
  const [leak, ...others] = folds.filter(({ kind }) => kind === 'leak' || kind.startsWith('missing'));
  expect(others).toEqual([]);
  expect(leak).toMatchObject({
    severity: 'block',
    subject: expect.stringMatching(/^(?=.*weight)(?=.*carrier fee)(?=.*days)/),
    picture: { type: 'missing', columns: expect.arrayContaining(['weight', 'carrier fee', 'days']) },
  });
  expect(leak?.message).toMatch(
    /^3 columns are missing where the outcome is positive: in 100% \("weight", .+\) of the rows without them it is \(n = \d+ to \d+\), in at most [\d.]+% of the rows with them; /,
  );
  expect(leak?.covers.length).toBeGreaterThan(3);
});

test('columns that lack different rows stay apart', () => {
  const apart = tableOf(
    ['a', 'b'].map((name, at) =>
      numericColumn(
        name,
        'number',
        price.map((value, i) => (i % 10 === at ? Number.NaN : value)),
      ),
    ),
  );
  const { findings, folds } = folded(apart, undefined, ['a', 'b']);
  expect(findings.filter(({ kind }) => kind === 'missing').length).toBe(2);
  expect(folds).toEqual(findings.map((finding) => ({ ...finding, covers: [] })));
});

test('more than three columns that are missing by themselves are one list', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const lacking = tableOf(
    names.map((name) =>
      numericColumn(
        name,
        'number',
        price.map((value) => (random.uniform() < 0.3 ? Number.NaN : value)),
      ),
    ),
  );
  const { findings, folds } = folded(lacking, undefined, names);
  const single = findings.filter(({ kind }) => kind === 'missing');
  expect(single.length).toBe(5);
  const [told, ...others] = folds.filter(({ kind }) => kind === 'missing');
  expect(others).toEqual([]);
  expect(told?.covers.toSorted(bySubject)).toEqual(single.toSorted(bySubject));
  expect(told).toMatchObject({ severity: 'warn', value: Math.max(...single.map(({ value }) => value)) });
  expect(told?.message).toMatch(
    /^5 columns are missing in [23]\d% of the rows or more: ("[a-e]" in (2|3)\d%(, | and )?){5} \(n = 3,000\)$/,
  );
});

test('relations that turn around the same way within the same groups are one sentence', () => {
  const reversal = (column: string, overall: number): Reversal => ({
    column,
    where: { type: 'level', level: 'x', n: 9 },
    within: 'g',
    measure: 'rate',
    n: 99,
    confidence: 0.95,
    overall: { value: overall, low: overall, high: overall },
    inGroups: { value: -overall, low: -overall, high: -overall },
    there: { value: overall, low: overall, high: overall, n: 9 },
    elsewhere: { value: 0, low: 0, high: 0, n: 90 },
    pValue: 0,
    adjusted: 0,
    groups: [],
  });
  const findings = ['a', 'b', 'c'].map(
    (column): Finding => ({
      kind: 'reversal',
      subject: `${column}, g`,
      message: `"${column}" turns around`,
      value: 1,
      n: 99,
      severity: 'warn',
    }),
  );
  const folds = foldedReversals([reversal('a', 0.1), reversal('b', 0.2), reversal('c', -0.1)], findings);
  expect(folds.map(({ told }) => told.message)).toEqual([
    '"a" turns around; within the same groups the relation of "b" turns around as well',
  ]);
  expect(folds[0]?.covers).toEqual(findings.slice(0, 2));
});

function bySubject(a: Finding, b: Finding): number {
  return a.message < b.message ? -1 : 1;
}
