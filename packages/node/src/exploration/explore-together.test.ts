import {
  claimBytes,
  type Exploration,
  type ExplorationInput,
  explore,
  joinParts,
  type LeakTarget,
  partNames,
} from '@tend/learn';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { exploreTogether } from './explore-together.ts';
import { shareInput } from './share-input.ts';
import { startExplorationThread } from './start-exploration-thread.ts';

// Starting threads takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const rowCount = 700;
const cells = <Value>(value: (row: number) => Value): Value[] =>
  Array.from({ length: rowCount }, (_, row) => value(row));
const wave = (row: number): number => ((row * 7919) % 1009) / 10;
const table: Table = tableOf([
  numericColumn(
    'day',
    'date',
    cells((row) => 15_000 + Math.floor(row / 10)),
  ),
  numericColumn('speed', 'number', cells(wave)),
  numericColumn(
    'twice',
    'number',
    cells((row) => 2 * wave(row)),
  ),
  numericColumn(
    'parts',
    'integer',
    cells((row) => (row % 13 === 0 ? null : (row * 31) % 17)),
  ),
  numericColumn(
    'late',
    'boolean',
    cells((row) => (wave(row) > 60 ? 1 : 0)),
  ),
  textColumn(
    'place',
    cells((row) => (row % 19 === 0 ? null : (['north', 'south', 'east'][(row * 5) % 3] ?? null))),
  ),
  textColumn(
    'remark',
    cells((row) => `engine ${row % 701} lost a blade of row ${row % 89}`),
  ),
]);
const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) => row % 7 !== 0);
const columns = table.columns.map(({ name }) => name);
const classes: LeakTarget = {
  type: 'classes',
  codes: Int32Array.from({ length: rowCount }, (_, row) => (row % 11 === 0 ? -1 : row % 3)),
  classes: ['a', 'b', 'c'],
};
/** All parts, computed by the thread. */
async function exploreElsewhere(input: ExplorationInput): Promise<Exploration> {
  const thread = startExplorationThread({ input: shareInput(input), claims: new SharedArrayBuffer(claimBytes) });
  try {
    return joinParts(input, await thread.parts);
  } finally {
    await thread.close();
  }
}

const inputs: readonly (readonly [string, ExplorationInput, (input: ExplorationInput) => Promise<Exploration>])[] = [
  [
    'a target of two classes and a time, all of it',
    {
      table,
      rows,
      columns: columns.filter((name) => name !== 'late'),
      timeColumn: 'day',
      keepsSketches: true,
      sources: ['late'],
      target: { type: 'binary', y: Int8Array.from({ length: rowCount }, (_, row) => (wave(row) > 60 ? 1 : 0)) },
    },
    exploreElsewhere,
  ],
  [
    'a target of numbers, all of it',
    {
      table,
      rows,
      columns,
      target: { type: 'number', values: Float64Array.from({ length: rowCount }, (_, i) => wave(i)) },
    },
    exploreElsewhere,
  ],
  ['a target of three classes, together', { table, rows, columns, target: classes }, exploreTogether],
];

describe('a second thread', () => {
  test.each(inputs)('finds what the first one finds: %s', async (_, input, exploreWithThread) => {
    const alone = explore(input);
    expect(alone.rowPatterns.n).toBe(rows.length);
    const other = await exploreWithThread(input);
    expect(other).toEqual(alone);
    expect(JSON.stringify(other)).toBe(JSON.stringify(alone));
  });

  test('computes what no other thread has begun', async () => {
    const claims = new SharedArrayBuffer(claimBytes);
    const begun = partNames.indexOf('relations');
    new Int32Array(claims)[begun] = 1;
    const thread = startExplorationThread({ input: { table, rows, columns }, claims });
    const parts = await thread.parts;
    expect(Object.keys(parts)).toEqual(partNames.toSpliced(begun, 1).reverse());
  });

  test('gets columns without a copy where they are in shared memory', () => {
    const once = shareInput({ table, rows, columns, target: classes });
    const again = shareInput(once);
    expect(again).toEqual({ table, rows, columns, target: classes });
    expect(again.rows).toBe(once.rows);
    for (const [i, column] of again.table.columns.entries()) {
      const [one, other] = [column, once.table.columns[i]].map((c) => (c?.kind === 'text' ? c.codes : c?.values));
      expect(one).toBe(other);
      expect(one?.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  test('throws what the first one throws', async () => {
    const unknown = { table, rows, columns: ['speed', 'height'] };
    for (const throwing of [exploreElsewhere, exploreTogether])
      await expect(throwing(unknown)).rejects.toThrow(new RangeError('the table has no column "height"'));
  });

  test('that ends early is a problem', async () => {
    const thread = startExplorationThread({
      input: { table, rows, columns },
      claims: new SharedArrayBuffer(claimBytes),
    });
    await thread.close();
    await expect(thread.parts).rejects.toMatchObject({ code: 'TND-9001' });
  });
});
