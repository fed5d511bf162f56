import type { Schema } from '@tend/table';
import type { Arguments } from '../expectation.ts';
import { type ExpectationResult, wholeResult } from '../expectation-result.ts';
import { isWithin } from './bounds.ts';
import { isOfType } from './type-names.ts';

/** What is known of a table without loading a column. */
export interface TableFacts {
  readonly rowCount: number;
  readonly schema: Schema;
}

type TableNames =
  | 'expect_column_to_exist'
  | 'expect_column_type_to_be'
  | 'expect_table_column_count_to_equal'
  | 'expect_table_column_count_to_be_between'
  | 'expect_table_columns_to_match_ordered_list'
  | 'expect_table_columns_to_match_set'
  | 'expect_table_row_count_to_equal'
  | 'expect_table_row_count_to_be_between';
type TableRules = { readonly [K in TableNames]: (table: TableFacts, asked: Arguments[K]) => ExpectationResult };

/** Checks of the shape of a table. */
export const tableRules: TableRules = {
  expect_column_to_exist({ rowCount, schema }, { column, column_index }) {
    const found = schema.findIndex(({ name }) => name === column);
    return wholeResult(found >= 0 && (column_index === undefined || found === column_index), found >= 0, rowCount);
  },
  expect_column_type_to_be({ rowCount, schema }, { column, type_ }) {
    const found = schema.find(({ name }) => name === column);
    if (found === undefined) return wholeResult(false, null, rowCount);
    return wholeResult(isOfType(found, type_), found.kind, rowCount);
  },
  expect_table_column_count_to_equal: ({ rowCount, schema }, { value }) =>
    wholeResult(schema.length === value, schema.length, rowCount),
  expect_table_column_count_to_be_between: ({ rowCount, schema }, bounds) =>
    wholeResult(isWithin(schema.length, bounds), schema.length, rowCount),
  expect_table_columns_to_match_ordered_list({ rowCount, schema }, { column_list }) {
    const names = schema.map(({ name }) => name);
    const isMet = names.length === column_list.length && names.every((name, i) => name === column_list[i]);
    return wholeResult(isMet, names, rowCount);
  },
  expect_table_columns_to_match_set({ rowCount, schema }, { column_set, exact_match: isExact = true }) {
    const names = new Set(schema.map(({ name }) => name));
    const wanted = new Set(column_set);
    const hasAll = [...wanted].every((name) => names.has(name));
    return wholeResult(hasAll && (!isExact || names.size === wanted.size), [...names].sort(), rowCount);
  },
  expect_table_row_count_to_equal: ({ rowCount }, { value }) => wholeResult(rowCount === value, rowCount, rowCount),
  expect_table_row_count_to_be_between: ({ rowCount }, bounds) =>
    wholeResult(isWithin(rowCount, bounds), rowCount, rowCount),
};
