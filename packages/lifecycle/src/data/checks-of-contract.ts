import type { ColumnContract, DataCheck } from '@tend/protocol';
import type { ColumnKind, Schema } from '@tend/table';

/**
 * The checks that the short terms of a contract stand for, in the order of the contract. That a column is there and of
 * its type always blocks; the other terms have the severity of their column. Of a column that is not there, nothing else
 * is asked.
 */
export function checksOfContract(
  contract: Readonly<Record<string, ColumnContract>>,
  schema: Schema,
): readonly DataCheck[] {
  return Object.entries(contract).flatMap(([column, terms]) => {
    const kind = schema.find(({ name }) => name === column)?.kind;
    const exists: DataCheck = { expect: 'expect_column_to_exist', column, severity: 'block' };
    return kind === undefined ? [exists] : [exists, ...checksOfTerms(column, terms, kind)];
  });
}

function checksOfTerms(column: string, terms: ColumnContract, kind: ColumnKind): readonly DataCheck[] {
  const { type, required, missingAtMost, unique, min, max, values, levels, pattern, length } = terms;
  const { severity, mostly } = terms;
  const judged = { column, severity, ...(terms.owner !== undefined && { owner: terms.owner }) };
  const tolerant = { ...judged, ...(mostly !== undefined && { mostly }) };
  const set = values ?? levels;
  const checks: (DataCheck | false)[] = [
    type !== undefined && {
      ...judged,
      expect: 'expect_column_values_to_be_of_type',
      // An integer is a number too, and integers that were converted from another unit need not be whole any more.
      type_: type === 'integer' && terms.units !== undefined ? 'number' : type,
      severity: 'block',
    },
    required === true && { ...judged, expect: 'expect_column_values_to_not_be_null' },
    missingAtMost !== undefined && {
      ...judged,
      expect: 'expect_column_proportion_of_non_null_values_to_be_between',
      // 1 - 0.7 is a hair above 0.3: without rounding, a share at the limit would fail.
      min_value: Number((1 - missingAtMost).toFixed(12)),
    },
    unique === true && { ...tolerant, expect: 'expect_column_values_to_be_unique' },
    (min !== undefined || max !== undefined) && {
      ...tolerant,
      expect: 'expect_column_values_to_be_between',
      ...(min !== undefined && { min_value: min }),
      ...(max !== undefined && { max_value: max }),
    },
    set !== undefined && {
      ...tolerant,
      expect: 'expect_column_values_to_be_in_set',
      value_set: set.map((value) => asValue(value, kind)),
    },
    pattern !== undefined && { ...tolerant, expect: 'expect_column_values_to_match_regex', regex: pattern },
    length !== undefined && {
      ...tolerant,
      expect: 'expect_column_value_lengths_to_be_between',
      ...(length.min !== undefined && { min_value: length.min }),
      ...(length.max !== undefined && { max_value: length.max }),
    },
  ];
  return checks.filter((check) => check !== false);
}

/** The values of a closed set stand as text in the charter, whatever the column holds. */
function asValue(value: string, kind: ColumnKind): string | number | boolean {
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const isNumber = (kind === 'number' || kind === 'integer') && value.trim() !== '' && Number.isFinite(Number(value));
  return isNumber ? Number(value) : value;
}
