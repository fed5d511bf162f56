import type { Arguments, Expectation, ExpectationName } from './expectation.ts';

/** The columns that a check names, in the order of its arguments; a check of rows reads what its condition names. */
export function namedColumns(expectation: Expectation): readonly string[] {
  const { column, column_A, column_B, column_list } = expectation as Partial<
    Arguments['expect_column_values_to_be_null'] &
      Arguments['expect_column_pair_values_to_be_equal'] &
      Arguments['expect_multicolumn_values_to_be_equal']
  >;
  const names = [column, column_A, column_B, ...(column_list ?? [])];
  return names.filter((name) => name !== undefined);
}

const ofShape: ReadonlySet<ExpectationName> = new Set([
  'expect_column_to_exist',
  'expect_column_type_to_be',
  'expect_table_column_count_to_equal',
  'expect_table_column_count_to_be_between',
  'expect_table_columns_to_match_ordered_list',
  'expect_table_columns_to_match_set',
  'expect_table_row_count_to_equal',
  'expect_table_row_count_to_be_between',
  'expect_table_row_count_to_equal_other_table',
  'expect_table_row_count_change_to_be_between',
] as const);

/** Whether a check needs no more than names, types and the number of rows. */
export function isOfShape({ expect }: Expectation): boolean {
  return ofShape.has(expect);
}
