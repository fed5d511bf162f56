import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import { type BenchSet, emptyColumns } from './bench-set.ts';
import { numberIn, type RealSet } from './real-sets.ts';
import { readTextTable, type TextTable } from './text-table.ts';

/** Four fifths of the rows train, drawn by the seed; `?` and empty cells are missing. */
export function readRealSet(name: string, set: RealSet, folder: string, seed: number): BenchSet {
  const table = readTextTable(join(folder, set.file));
  const all = set.target(table);
  const order = Int32Array.from(all.keys()).filter((row) => !Number.isNaN(all[row]));
  randomStream(seed).shuffle(order);
  const coded = set.categorical.map((column) => codesOf(table, column));
  const cells = [
    ...set.numeric.map((column) => table.column(column).map(numberIn)),
    ...coded.map(({ codes }) => codes),
  ];
  const columns = emptyColumns(order.length, cells.length);
  for (const [c, column] of cells.entries())
    for (const [place, row] of order.entries()) columns.values[c * order.length + place] = column[row] ?? Number.NaN;
  const target = Float64Array.from(order, (row) => all[row] ?? Number.NaN);
  return {
    name,
    task: set.task,
    classCount: set.task === 'multiclass' ? new Set(target).size : 1,
    columns,
    categories: [...set.numeric.map(() => 0), ...coded.map(({ count }) => count)],
    target,
    trainRows: Math.floor(order.length * 0.8),
  };
}

/** Categories as codes, by the order of their names. */
function codesOf(table: TextTable, column: string): { readonly codes: readonly number[]; readonly count: number } {
  const cells = table.column(column);
  const isMissing = (cell: string): boolean => cell === '' || cell === '?';
  const levels = [...new Set(cells)].filter((cell) => !isMissing(cell)).sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { codes: cells.map((cell) => codes.get(cell) ?? Number.NaN), count: levels.length };
}
