import { type FaultFinder, faultSearch } from '@tend/lifecycle';
import { type Column, numericColumn, storedInMemory, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { threadedFaultSearch } from './threaded-fault-search.ts';

const rowCount = 5000;
const rows = <Value>(value: (row: number) => Value): Value[] =>
  Array.from({ length: rowCount }, (_, row) => value(row));
/** Rows repeat after 4,000 of them, so that columns are asked for a second time. */
const repeated = rows((row) => row % 4000);
const columns: readonly Column[] = [
  numericColumn(
    'part',
    'integer',
    repeated.map((row) => (row * 7919) % 101),
  ),
  numericColumn(
    'empty',
    'number',
    rows(() => null),
  ),
  numericColumn(
    'day',
    'date',
    rows((row) => 10_000 + (row < 4000 ? row : row - 4000)),
  ),
  textColumn(
    'name',
    repeated.map((row) => (row % 5 === 0 ? ' Ann' : row % 7 === 0 ? 'ann' : `n${row % 900}`)),
  ),
  numericColumn(
    'amount',
    'number',
    repeated.map((row) => (row === 17 ? 1e9 : row % 60 === 0 ? -999 : row % 250)),
  ),
];

async function search(open: FaultFinder['search'], table: Table): Promise<unknown> {
  const running = open(table.rowCount, { timeColumn: 'day' });
  try {
    for (const column of table.columns) await running.see(column);
    return await running.finish(storedInMemory(table));
  } finally {
    await running.close();
  }
}

describe('threadedFaultSearch', () => {
  test('finds what a search without a thread finds, in its order', async () => {
    const table = tableOf(columns);
    const expected = await search(faultSearch, table);
    expect(expected).toContainEqual(expect.objectContaining({ kind: 'duplicate rows', count: 1000 }));
    expect(await search(threadedFaultSearch, table)).toEqual(expected);
  });

  test('leaves the columns as they are', async () => {
    const values = Float64Array.from({ length: 1000 }, (_, row) => row);
    await search(threadedFaultSearch, tableOf([numericColumn('x', 'number', values)]));
    expect(values).toEqual(Float64Array.from({ length: 1000 }, (_, row) => row));
  });

  test('a column that cannot be loaded again fails the search', async () => {
    const table = tableOf(columns);
    const running = threadedFaultSearch(rowCount, {});
    try {
      for (const column of columns) await running.see(column);
      const gone = { ...storedInMemory(table), column: () => Promise.reject(new RangeError('no such column')) };
      await expect(running.finish(gone)).rejects.toThrow('no such column');
    } finally {
      await running.close();
    }
  });

  test('the end of the thread fails the search', async () => {
    const running = threadedFaultSearch(rowCount, {});
    await running.close();
    await expect(running.finish(storedInMemory(tableOf(columns)))).rejects.toThrow('has ended');
  });
});
