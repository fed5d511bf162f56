import { type ColumnContract, Problem } from '@tend/protocol';
import { type Column, type ColumnKind, cellAt, columnOf, hasColumn, isMissing, type Table } from '@tend/table';

/** One term of a contract held against a table. Where Great Expectations has the check, it carries that name. */
export interface ContractCheck {
  readonly column: string;
  readonly check: string;
  readonly asked: string;
  readonly observed: string;
  readonly failingCount: number;
  /** Of the rows with a value; for missing values of all rows. */
  readonly failingShare: number;
  /** Up to five, counted from 0. */
  readonly firstFailingRows: readonly number[];
  readonly severity: 'block' | 'warn';
  readonly isMet: boolean;
}

/**
 * Holds every term of the contract against the table, in the order of the contract. That a column is there and of its
 * type always blocks; the other terms have the severity of their column. TND-1001 for a range over something else than
 * numbers.
 */
export function checkContract(
  table: Table,
  contract: Readonly<Record<string, ColumnContract>>,
): readonly ContractCheck[] {
  return Object.entries(contract).flatMap(([name, terms]) => checkColumn(table, name, terms));
}

function checkColumn(table: Table, name: string, terms: ColumnContract): ContractCheck[] {
  const exists = hasColumn(table, name);
  const checks: ContractCheck[] = [
    {
      column: name,
      check: 'expect_column_to_exist',
      asked: `a column "${name}"`,
      observed: exists ? 'it is there' : 'it is not there',
      failingCount: exists ? 0 : table.rowCount,
      failingShare: exists ? 0 : 1,
      firstFailingRows: [],
      severity: 'block',
      isMet: exists,
    },
  ];
  if (!exists) return checks;
  const column = columnOf(table, name);
  const test = tester(table, column, terms);
  if (terms.type !== undefined) checks.push(checkType(column, table.rowCount, terms.type, terms.units !== undefined));
  const isGone = (row: number) => isMissing(column, row);
  if (terms.required)
    checks.push(test('expect_column_values_to_not_be_null', 'no value missing', 'missing', isGone, 0));
  if (terms.missingAtMost !== undefined)
    checks.push(
      test(
        'expect_column_proportion_of_non_null_values_to_be_between',
        `at most ${percent(terms.missingAtMost)} missing`,
        'missing',
        isGone,
        terms.missingAtMost,
      ),
    );
  if (terms.unique)
    checks.push(test('expect_column_values_to_be_unique', 'no value twice', 'repeated', repeats(column), 0));
  if (terms.min !== undefined || terms.max !== undefined)
    checks.push(
      test('expect_column_values_to_be_between', rangeText(terms.min, terms.max), 'outside', outside(column, terms), 0),
    );
  if (terms.values !== undefined) {
    const allowed = new Set(terms.values);
    const isOther = (row: number) => !isGone(row) && !allowed.has(String(cellAt(column, row)));
    checks.push(test('expect_column_values_to_be_in_set', setText(terms.values), 'other values', isOther, 0));
  }
  return checks;
}

type Test = (
  check: string,
  asked: string,
  fault: string,
  isFailing: (row: number) => boolean,
  tolerated: number,
) => ContractCheck;

function tester(table: Table, column: Column, terms: ColumnContract): Test {
  return (check, asked, fault, isFailing, tolerated) => {
    const firstFailingRows: number[] = [];
    let [failingCount, known] = [0, 0];
    for (let row = 0; row < table.rowCount; row++) {
      if (!isMissing(column, row)) known++;
      if (!isFailing(row)) continue;
      failingCount++;
      if (firstFailingRows.length < 5) firstFailingRows.push(row);
    }
    const judged = fault === 'missing' ? table.rowCount : known;
    const failingShare = judged === 0 ? 0 : failingCount / judged;
    const examples = fault === 'missing' ? [] : distinctCells(column, firstFailingRows);
    const observed = `${failingCount} of ${judged} ${fault}${examples.length === 0 ? '' : `, such as ${examples.join(', ')}`}`;
    const isMet = failingShare <= tolerated;
    const { severity } = terms;
    return {
      column: column.name,
      check,
      asked,
      observed,
      failingCount,
      failingShare,
      firstFailingRows,
      severity,
      isMet,
    };
  };
}

/** An integer is a number too, and integers that were converted from another unit need not be whole any more. */
function checkType(column: Column, rowCount: number, type: ColumnKind, isConverted: boolean): ContractCheck {
  const isMet =
    column.kind === type ||
    (type === 'number' && column.kind === 'integer') ||
    (type === 'integer' && column.kind === 'number' && (isConverted || column.values.every(isWholeOrMissing)));
  return {
    column: column.name,
    check: 'expect_column_values_to_be_of_type',
    asked: type,
    observed: column.kind,
    failingCount: isMet ? 0 : rowCount,
    failingShare: isMet ? 0 : 1,
    firstFailingRows: [],
    severity: 'block',
    isMet,
  };
}

/** Whether the value of a row stood in an earlier row; asked row by row, in order. */
function repeats(column: Column): (row: number) => boolean {
  const seen = new Set<number>();
  return (row) => {
    if (isMissing(column, row)) return false;
    const value = column.kind === 'text' ? column.codes[row] : column.values[row];
    if (value === undefined || seen.has(value)) return true;
    seen.add(value);
    return false;
  };
}

function outside(column: Column, { min, max }: ColumnContract): (row: number) => boolean {
  if (column.kind !== 'number' && column.kind !== 'integer')
    throw new Problem('TND-1001', {
      message: `data.contract.${column.name}: min and max are for numbers`,
      expected: 'a column of numbers',
      came: `a column of type ${column.kind}`,
      next: [`remove min and max from data.contract.${column.name}`],
    });
  const { values } = column;
  const [low, high] = [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY];
  return (row) => {
    const value = values[row] ?? Number.NaN;
    return value < low || value > high;
  };
}

function isWholeOrMissing(value: number): boolean {
  return Number.isNaN(value) || Number.isSafeInteger(value);
}

function distinctCells(column: Column, rows: readonly number[]): readonly string[] {
  return [...new Set(rows.map((row) => JSON.stringify(cellAt(column, row))))].slice(0, 3);
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}

function setText(values: readonly string[]): string {
  const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
  return `one of ${shown.join(', ')}${values.length > 8 ? ` and ${values.length - 8} more` : ''}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
