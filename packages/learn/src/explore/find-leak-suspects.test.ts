import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { numericColumn, schemaOf, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { codedColumns } from '../associations/coded-columns.ts';
import reference from './birdstrikes.reference.json' with { type: 'json' };
import { answersOf, csvTable, rowsWhere } from './csv-table.cases.ts';
import { findLeakSuspects } from './find-leak-suspects.ts';
import type { LeakSuspect } from './leak-suspect.ts';

// Whole data sets on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** The root of the repository, where the npm data sets are. */
const root = new URL('../../../../', import.meta.url);

function suspectsOf(table: Table, target: string, without: readonly string[], where?: string): readonly LeakSuspect[] {
  const rows = where === undefined ? Int32Array.from({ length: table.rowCount }, (_, i) => i) : rowsWhere(table, where);
  const columns = schemaOf(table).flatMap(({ name }) => (without.includes(name) ? [] : [name]));
  return findLeakSuspects(codedColumns(table, rows), { type: 'binary', y: answersOf(table, target) }, { columns });
}
const graded = (found: readonly LeakSuspect[]): string[] => found.map(({ column, grade }) => `${grade} ${column}`);

describe('on birdstrikes', () => {
  const damage = 'Effect Amount of damage';
  const table = csvTable(readFileSync(new URL('node_modules/vega-datasets/data/birdstrikes.csv', root), 'utf8'));

  test('finds the three cost columns and nothing else, before 1998 and before July 2001', () => {
    for (const end of ['1998-01-01', '2001-07-01']) {
      const found = suspectsOf(table, `row["${damage}"] != 'None'`, [damage], `row["Flight Date"] < "${end}"`);
      expect(graded(found)).toEqual(['suspect Cost Other', 'suspect Cost Repair', 'suspect Cost Total $']);
    }
  });

  test('with the purity, its lower bound and the rates that scipy computes', () => {
    const found = suspectsOf(table, `row["${damage}"] != 'None'`, [damage], 'row["Flight Date"] < "1998-01-01"');
    for (const name of ['Cost Repair', 'Cost Total $'] as const) {
      const suspect = found.find(({ column }) => column === name);
      const expected = reference.costs[name];
      if (suspect?.evidence.type !== 'region') throw new Error('expected a region');
      expect([suspect.n, suspect.regionsTried]).toEqual([expected.n, 3]);
      expect(suspect.evidence.purity).toBeCloseTo(expected.purity, 12);
      expect(suspect.evidence.purityLow).toBeCloseTo(expected.low, 10);
      expect(suspect.evidence.rateOutside).toBeCloseTo(expected.rateOutside, 12);
      expect(suspect.evidence.entered?.n).toBe(expected.entered.n);
      expect(suspect.evidence.entered?.purity).toBeCloseTo(expected.entered.purity, 12);
    }
    const other = found.find(({ column }) => column === 'Cost Other');
    expect(other?.evidence).toMatchObject({ type: 'derived', purity: reference.other.purity });
    expect(other?.n).toBe(reference.other.n);
    for (const { tiedTo } of found) expect(tiedTo.map(({ type }) => type)).toEqual(['sum']);
  });
});

describe('on seeded data', () => {
  /** `n` rows at a base rate; honest columns of each shape: continuous, mostly zero, often missing, levels. */
  function seeded(seed: number, n: number, base: number): { table: Table; y: Int8Array; uniform: () => number } {
    const random = randomStream(seed);
    const y = Int8Array.from({ length: n }, () => Number(random.uniform() < base));
    const honest = (share: number): number | null => (random.uniform() < share ? Math.ceil(random.uniform() * 500) : 0);
    const table = tableOf([
      numericColumn(
        'related',
        'number',
        Float64Array.from(y, (outcome) => random.normal() + 1.2 * outcome),
      ),
      numericColumn(
        'noise',
        'number',
        Float64Array.from(y, () => random.normal()),
      ),
      numericColumn(
        'mostly zero',
        'number',
        Array.from(y, () => honest(0.03)),
      ),
      numericColumn(
        'mostly missing',
        'number',
        Array.from(y, () => honest(0.1) || null),
      ),
      textColumn(
        'many levels',
        Array.from(y, () => `level ${random.integer(60)}`),
      ),
      textColumn(
        'related level',
        Array.from(y, (outcome) => (random.uniform() < 0.3 + 0.3 * outcome ? 'a' : 'b')),
      ),
    ]);
    return { table, y, uniform: () => random.uniform() };
  }
  const all = (y: Int8Array): Int32Array => Int32Array.from(y.keys());
  const found = (table: Table, y: Int8Array): readonly LeakSuspect[] =>
    findLeakSuspects(
      codedColumns(table, all(y)),
      { type: 'binary', y },
      { columns: table.columns.map(({ name }) => name) },
    );

  test('raises no suspicion against honest columns', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { table, y } = seeded(seed, seed % 2 === 0 ? 800 : 4000, [0.03, 0.1, 0.3, 0.5, 0.9][seed % 5]!);
      expect(graded(found(table, y)), `seed ${seed}`).toEqual([]);
    }
  });

  test('finds a cost that is entered for 4% of rows, 85% of them positive, against a base rate of 10%', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { table, y, uniform } = seeded(seed, 6000, 0.1);
      const cost = Float64Array.from(y, (outcome) =>
        uniform() < (outcome === 1 ? 0.34 : 0.0067) ? 100 + uniform() * 900 : 0,
      );
      const planted = tableOf([...table.columns, numericColumn('cost', 'number', cost)]);
      expect(graded(found(planted, y)), `seed ${seed}`).toEqual(['suspect cost']);
    }
  });

  test('is certain of a copy of the target, of a date that only positives have, and of nothing that a few rows show', () => {
    const { table, y, uniform } = seeded(1, 3000, 0.2);
    const planted = tableOf([
      ...table.columns,
      textColumn(
        'copy',
        Array.from(y, (outcome) => (outcome === 1 ? 'churned' : 'stayed')),
      ),
      numericColumn(
        'left on',
        'date',
        Array.from(y, (o) => (o === 1 && uniform() < 0.5 ? Math.floor(uniform() * 900) : null)),
      ),
      numericColumn(
        'few',
        'number',
        Array.from(y, (o, i) => (o === 1 && i < 100 ? 1 : 0)),
      ),
      textColumn(
        'nearly',
        Array.from(y, (o, i) => ((i % 400 === 0 ? 1 - o : o) === 1 ? 'p' : 'q')),
      ),
    ]);
    expect(graded(found(planted, y))).toEqual(['certain copy', 'certain left on', 'suspect nearly']);
  });

  test('says nothing where one class is absent, and leaves unknown outcomes out', () => {
    const { table, y } = seeded(2, 1000, 0.2);
    expect(
      found(
        table,
        y.map(() => 1),
      ),
    ).toEqual([]);
    const copy = tableOf([
      textColumn(
        'copy',
        Array.from(y, (o, i) => (i < 500 ? 'unknown' : o === 1 ? 'p' : 'q')),
      ),
    ]);
    expect(
      graded(
        found(
          copy,
          y.map((o, i) => (i < 500 ? -1 : o)),
        ),
      ),
    ).toEqual(['certain copy']);
  });

  test('does not depend on the order of the columns', () => {
    const { table, y } = seeded(3, 3000, 0.1);
    const cost = numericColumn(
      'cost',
      'number',
      Float64Array.from(y, (o, i) => (o === 1 && i % 2 === 0 ? i : 0)),
    );
    const half = numericColumn(
      'half',
      'number',
      cost.values.map((value) => value / 2),
    );
    const planted = tableOf([...table.columns, cost, half]);
    const reversed = tableOf(planted.columns.toReversed());
    expect(graded(found(planted, y)).toSorted()).toEqual(graded(found(reversed, y)).toSorted());
    expect(found(planted, y)[0]?.tiedTo[0]).toMatchObject({ type: 'correlates', columns: ['cost', 'half'] });
  });
});
