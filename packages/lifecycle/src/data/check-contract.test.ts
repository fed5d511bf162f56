import { createHash } from 'node:crypto';
import { type ColumnContract, Problem } from '@tend/protocol';
import { numericColumn, storedInMemory, type Table, tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContractCheck, checkContract } from './check-contract.ts';
import { checkTaking } from './check-taking.ts';
import { checksOfContract } from './checks-of-contract.ts';
import { proposeContract } from './propose-contract.ts';

const table = tableOf([
  numericColumn('speed', 'number', [10, null, 999, -5, 20.5]),
  numericColumn('count', 'integer', [1, 2, 3, 4, 5]),
  textColumn('size', ['Large', 'large', null, 'Small', 'Small']),
  numericColumn('ok', 'boolean', [1, 0, 1, null, 1]),
]);
const terms = (extra: Partial<ColumnContract>): ColumnContract => ({ severity: 'block', ...extra });

const ports = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  utf8: { encode: (text: string) => Buffer.from(text), decode: (bytes: Uint8Array) => Buffer.from(bytes).toString() },
  files: { root: '', read: async () => undefined, write: async () => {}, search: async () => [] },
};

function checked(data: Table, contract: Readonly<Record<string, ColumnContract>>): Promise<readonly ContractCheck[]> {
  const stored = storedInMemory(data);
  return checkContract(ports, stored, checksOfContract(contract, stored.schema), { now: 0 });
}

describe('checkContract', () => {
  test.each<[string, string, ColumnContract, number, number, number[], boolean]>([
    ['expect_column_values_to_not_be_null', 'speed', terms({ required: true }), 1, 0.2, [1], false],
    ['expect_column_values_to_not_be_null', 'count', terms({ required: true }), 0, 0, [], true],
    [
      'expect_column_proportion_of_non_null_values_to_be_between',
      'speed',
      terms({ missingAtMost: 0.2 }),
      1,
      0.2,
      [1],
      true,
    ],
    [
      'expect_column_proportion_of_non_null_values_to_be_between',
      'speed',
      terms({ missingAtMost: 0.19 }),
      1,
      0.2,
      [1],
      false,
    ],
    ['expect_column_values_to_be_unique', 'size', terms({ unique: true }), 2, 0.5, [3, 4], false],
    ['expect_column_values_to_be_unique', 'count', terms({ unique: true }), 0, 0, [], true],
    ['expect_column_values_to_be_between', 'speed', terms({ min: 0, max: 100 }), 2, 0.5, [2, 3], false],
    ['expect_column_values_to_be_between', 'speed', terms({ min: -5, max: 999 }), 0, 0, [], true],
    ['expect_column_values_to_be_between', 'speed', terms({ max: 20 }), 2, 0.5, [2, 4], false],
    ['expect_column_values_to_be_in_set', 'size', terms({ values: ['Large', 'Small'] }), 1, 0.25, [1], false],
    ['expect_column_values_to_be_in_set', 'ok', terms({ values: ['true'] }), 1, 0.25, [1], false],
    ['expect_column_values_to_be_of_type', 'count', terms({ type: 'number' }), 0, 0, [], true],
    ['expect_column_values_to_be_of_type', 'speed', terms({ type: 'integer' }), 5, 1, [], false],
    [
      'expect_column_values_to_be_of_type',
      'speed',
      terms({ type: 'integer', units: [{ unit: 'km/h' }] }),
      0,
      0,
      [],
      true,
    ],
    ['expect_column_values_to_be_of_type', 'size', terms({ type: 'number' }), 5, 1, [], false],
    ['expect_column_to_exist', 'weight', terms({}), 5, 1, [], false],
  ])('%s of %s', async (check, column, contract, failingCount, failingShare, firstFailingRows, isMet) => {
    const found = (await checked(table, { [column]: contract })).find((one) => one.check === check);
    expect(found).toMatchObject({ column, failingCount, failingShare, firstFailingRows, isMet, severity: 'block' });
    expect(found?.asked && found.observed).toBeTruthy();
  });

  test('says what was asked and what was seen, with examples', async () => {
    const [, between] = await checked(table, { speed: terms({ min: 0, max: 100, severity: 'warn' }) });
    expect(between).toMatchObject({
      asked: 'from 0 to 100',
      observed: '2 of 4 outside, such as 999, -5',
      severity: 'warn',
    });
  });

  test('a column that is gone or of another type blocks, whatever its severity', async () => {
    const checks = await checked(table, {
      weight: terms({ severity: 'warn' }),
      size: terms({ type: 'date', severity: 'warn' }),
    });
    expect(checks.filter((check) => !check.isMet).map(({ severity }) => severity)).toEqual(['block', 'block']);
  });

  test('names at most five rows', async () => {
    const wide = tableOf([
      numericColumn(
        'x',
        'number',
        Array.from({ length: 50 }, () => 7),
      ),
    ]);
    expect((await checked(wide, { x: terms({ max: 1 }) }))[1]).toMatchObject({
      failingCount: 50,
      firstFailingRows: [0, 1, 2, 3, 4],
    });
  });

  test('a range over text is a mistake in the charter', async () => {
    const held = { data: { contract: { size: terms({ min: 1 }) }, checks: [] }, reference: {}, context: { now: 0 } };
    await expect(checkTaking(ports, storedInMemory(table), held)).rejects.toThrow(Problem);
  });
});

describe('proposeContract', () => {
  const many = (make: (row: number) => number | null): (number | null)[] =>
    Array.from({ length: 400 }, (_, row) => make(row));
  const reference: Table = tableOf([
    numericColumn(
      'age',
      'integer',
      many((row) => 18 + (row % 60)),
    ),
    numericColumn(
      'balance',
      'number',
      many((row) => (row % 5 === 0 ? null : (row - 200) / 8)),
    ),
    numericColumn(
      'key',
      'integer',
      many((row) => 5000 - row),
    ),
    numericColumn(
      'day',
      'date',
      many((row) => row % 365),
    ),
    textColumn(
      'size',
      many((row) => row).map((row) => ['Small', 'Large'][(row ?? 0) % 2] ?? null),
    ),
    textColumn(
      'name',
      many((row) => row).map((row) => `n${(row ?? 0) % 90}`),
    ),
    textColumn(
      'void',
      many(() => null).map(() => null),
    ),
  ]);
  const contract = proposeContract(reference);

  test('has ranges with slack that keep their sign, closed sets, uniqueness, and only warns', () => {
    expect(contract.age).toEqual({
      type: 'integer',
      missingAtMost: expect.any(Number),
      min: 12,
      max: 83,
      severity: 'warn',
    });
    expect(contract.balance).toMatchObject({ type: 'number', min: -30, max: 30 });
    expect(contract.key).toEqual({
      type: 'integer',
      missingAtMost: expect.any(Number),
      unique: true,
      severity: 'warn',
    });
    expect(contract.day).toEqual({ type: 'date', missingAtMost: expect.any(Number), severity: 'warn' });
    expect(contract.size).toMatchObject({ values: ['Large', 'Small'] });
    expect(contract.name).not.toHaveProperty('values');
    expect(contract.void).toEqual({ type: 'text', missingAtMost: 1, severity: 'warn' });
  });

  test('tolerates the seen share of missing values and what chance adds to it', () => {
    // Upper end of Wilson's interval with z = scipy.stats.norm.ppf(0.9995): 0.27332 for 80 of 400, 0.02636 for 0 of 400.
    expect(contract.balance?.missingAtMost).toBe(0.274);
    expect(contract.age?.missingAtMost).toBe(0.027);
  });

  test('measurements have a range though they all differ, names of rows have none, and 0 and 1 are all there is', () => {
    const { measure, name, flag } = proposeContract(
      tableOf([
        numericColumn(
          'measure',
          'number',
          many((row) => 10 + row / 7),
        ),
        numericColumn(
          'name',
          'integer',
          many((row) => 10 + 3 * row),
        ),
        numericColumn(
          'flag',
          'integer',
          many((row) => row % 2),
        ),
      ]),
    );
    expect(measure).toMatchObject({ min: 4, max: 73 });
    expect(name).toEqual({ type: 'integer', missingAtMost: 0.027, unique: true, severity: 'warn' });
    expect(flag).toMatchObject({ min: 0, max: 1 });
  });

  test('has the seen range inside also where twelve digits do not tell its ends apart', () => {
    const values = [1.7976931348623151e308, 1.7976931348623137e308, 1.7976931348623145e308];
    const { x } = proposeContract(tableOf([numericColumn('x', 'number', values)]));
    expect(x?.min).toBeLessThanOrEqual(Math.min(...values));
    expect(x?.max).toBeGreaterThanOrEqual(Math.max(...values));
  });

  test('is always met by its own reference', async () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 2 }), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, text, fc.oneof(fc.maxSafeInteger(), fc.constant(null))), { maxLength: 60 }),
        async (rows) => {
          const own = tableOf([
            numericColumn(
              'x',
              'number',
              rows.map((row) => row[0]),
            ),
            textColumn(
              't',
              rows.map((row) => row[1]),
            ),
            numericColumn(
              'n',
              'integer',
              rows.map((row) => row[2]),
            ),
          ]);
          expect((await checked(own, proposeContract(own))).filter((check) => !check.isMet)).toEqual([]);
        },
      ),
      // Shrinking a table that fails would take minutes.
      { endOnFailure: true },
    );
  });
});
