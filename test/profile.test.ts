import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type ColumnProfile,
  type FrequentValue,
  type LengthProfile,
  profileColumn,
  type QuantileAt,
} from '@tend/learn';
import { readCsv } from '@tend/node';
import { columnOf, formatDate, formatInstant } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from './datasets.ts';

interface Common {
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mostFrequentCount: number;
}
type Quantiles = readonly (readonly [share: number, value: number])[];
type Frequent = readonly (readonly [value: number | boolean, count: number])[];
interface Lengths {
  readonly mean: number;
  readonly sd: number;
  readonly quantiles: Quantiles;
}
/** What pandas, NumPy and SciPy say of a column. */
type Expected = Common &
  (
    | { readonly type: 'time'; readonly frequent: Frequent; readonly quantiles: Quantiles }
    | { readonly type: 'boolean'; readonly frequent: Frequent; readonly trues: number }
    | {
        readonly type: 'text';
        readonly frequentCounts: readonly number[];
        readonly frequentDigest: string;
        readonly characters: Lengths;
        readonly words: Lengths;
      }
    | ({ readonly type: 'number'; readonly frequent: Frequent; readonly quantiles: Quantiles } & Readonly<
        Record<'mean' | 'sd' | 'mad' | 'iqr' | 'zeros' | 'negatives' | 'wholes', number>
      > &
        Readonly<Record<'skewness' | 'kurtosis', number | null>>)
  );
const { sets } = JSON.parse(readFileSync(new URL('profile.reference.json', import.meta.url), 'utf8')) as {
  readonly sets: Readonly<Record<string, Readonly<Record<string, Expected>>>>;
};

describe('profiles agree with pandas and SciPy', { timeout: 60_000 }, () => {
  for (const [name, columns] of Object.entries(sets)) {
    const { path, skip } = dataset(name);
    test(name, async (context) => {
      if (skip !== undefined) context.skip(skip);
      const table = await readCsv(path);
      expect(table.columns.map((column) => column.name)).toEqual(Object.keys(columns));
      for (const [column, expected] of Object.entries(columns)) {
        const profile = profileColumn(columnOf(table, column));
        const { n, missing, distinct, mostFrequentCount } = expected;
        expect(profile).toMatchObject({
          column,
          n,
          missing,
          distinct,
          mostFrequentCount,
          distinctError: 0,
          frequentError: 0,
        });
        expectSame(profile, expected);
      }
    });
  }
});

function expectSame(profile: ColumnProfile, expected: Expected): void {
  if (expected.type === 'text' && profile.kind === 'text') {
    expect(profile.frequent.map(({ count }) => count)).toEqual(expected.frequentCounts);
    const listed = profile.frequent.map(({ value }) => value).join('\n');
    expect(createHash('sha256').update(listed).digest('hex')).toBe(expected.frequentDigest);
    expectLengths(profile.characters, expected.characters);
    expectLengths(profile.words, expected.words);
  } else if (expected.type === 'boolean' && profile.kind === 'boolean') {
    expect(profile.trues).toBe(expected.trues);
    expect(profile.frequent).toEqual(listedAs(expected.frequent, Boolean));
  } else if (expected.type === 'time' && (profile.kind === 'date' || profile.kind === 'instant')) {
    const format = profile.kind === 'date' ? formatDate : formatInstant;
    expect(profile.frequent).toEqual(listedAs(expected.frequent, (value) => format(Number(value))));
    expect(profile.quantiles).toEqual(
      expected.quantiles.map(([share, value]) => ({ share, value: format(Math.floor(value)) })),
    );
  } else if (expected.type === 'number' && (profile.kind === 'number' || profile.kind === 'integer')) {
    const { zeros, negatives, wholes } = expected;
    expect(profile).toMatchObject({ zeros, negatives, wholes, rankError: 0 });
    expect(profile.frequent).toEqual(listedAs(expected.frequent, Number));
    expectQuantiles(profile.quantiles, expected.quantiles);
    const scale = Math.max(Math.abs(expected.mean), expected.sd);
    expectNear(profile.mean, expected.mean, 1e-13 * scale);
    expectNear(profile.sd, expected.sd, 1e-12 * scale);
    expectNear(profile.mad, expected.mad, 1e-12 * scale);
    expectNear(profile.iqr, expected.iqr, 1e-12 * scale);
    expectNear(profile.skewness, expected.skewness, 1e-9 * Math.max(1, Math.abs(expected.skewness ?? 0)));
    expectNear(profile.kurtosis, expected.kurtosis, 1e-9 * Math.max(1, Math.abs(expected.kurtosis ?? 0)));
  } else throw new Error(`${profile.column}: expected ${expected.type}, came ${profile.kind}`);
}

function listedAs(
  frequent: Frequent,
  cell: (value: number | boolean) => FrequentValue['value'],
): readonly FrequentValue[] {
  return frequent.map(([value, count]) => ({ value: cell(value), count }));
}

function expectLengths(lengths: LengthProfile, expected: Lengths): void {
  expectNear(lengths.mean, expected.mean, 1e-12 * Math.max(1, expected.mean));
  expectNear(lengths.sd, expected.sd, 1e-12 * Math.max(1, expected.mean));
  expectQuantiles(lengths.quantiles, expected.quantiles);
}

function expectQuantiles(quantiles: readonly QuantileAt<number>[], expected: Quantiles): void {
  expect(quantiles.map(({ share }) => share)).toEqual(expected.map(([share]) => share));
  for (const [i, [, value]] of expected.entries())
    expectNear(quantiles[i]?.value ?? null, value, 1e-14 * Math.max(1, Math.abs(value)));
}

/** Within a distance, 0 included; null for null. */
function expectNear(value: number | null, expected: number | null, distance: number): void {
  if (value === null || expected === null) expect(value).toBe(expected);
  else expect(Math.abs(value - expected)).toBeLessThanOrEqual(distance);
}
