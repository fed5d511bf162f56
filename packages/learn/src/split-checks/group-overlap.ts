import { normalQuantile } from '@tend/kernels';
import { type Column, columnOf } from '@tend/table';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { rowsOfKnownTarget } from '../explore/leak-target.ts';
import { percent } from '../explore/percent.ts';
import type { SplitSides } from './split-sides.ts';

/** An entity has few rows each, and there are many of them. */
const leastEntities = 50;
const mostRowsEach = 10;
const noticeableShare = 0.05;

/**
 * Things that have rows on both sides of a random split: the key of the charter, and each column of many values with 2 to 10
 * rows each whose rows have the same outcome more often than chance (99.9%, Bonferroni over the columns).
 */
export function findGroupOverlap(sides: SplitSides): readonly Finding[] {
  const { table, by, key, groupColumn, timeColumn } = sides;
  if (by === 'time') return [];
  const others = sides.columns.filter((name) => name !== key && name !== groupColumn && name !== timeColumn);
  const likely = others.map((name) => columnOf(table, name)).filter((column) => isEntity(column, sides.train));
  const found = likely.filter((column) => agreement(column, sides) > normalQuantile(1 - 0.001 / likely.length));
  const named = key === undefined || key === groupColumn ? [] : [columnOf(table, key)];
  return [...named, ...found].flatMap((column) => overlapOf(column, sides, column.name === key));
}

function readCell(column: Column, row: number): number {
  const value = (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? Number.NaN;
  return column.kind === 'text' && value < 0 ? Number.NaN : value;
}

function isEntity(column: Column, train: Int32Array): boolean {
  if (column.kind !== 'text' && column.kind !== 'integer') return false;
  const seen = new Set<number>();
  for (const row of train) seen.add(readCell(column, row));
  const each = train.length / seen.size;
  return seen.size >= leastEntities && each >= 2 && each <= mostRowsEach;
}

/** How far rows of one value agree in their outcomes beyond chance, in standard errors; pairs of neighbours in row order. */
function agreement(column: Column, { train, target }: SplitSides): number {
  if (target.type === 'number') return 0;
  const codes = target.type === 'binary' ? target.y : target.codes;
  const counts = new Map<number, number>();
  const waiting = new Map<number, number>();
  let [pairs, same] = [0, 0];
  const rows = rowsOfKnownTarget(target, train);
  for (const row of rows) {
    const code = codes[row] ?? -1;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    const value = readCell(column, row);
    if (Number.isNaN(value)) continue;
    const other = waiting.get(value);
    if (other === undefined) waiting.set(value, code);
    else {
      pairs++;
      if (other === code) same++;
      waiting.delete(value);
    }
  }
  let chance = 0;
  for (const count of counts.values()) chance += (count / rows.length) ** 2;
  const error = Math.sqrt(chance * (1 - chance) * pairs);
  return error > 0 ? (same - chance * pairs) / error : 0;
}

function overlapOf(column: Column, { train, test }: SplitSides, isKey: boolean): readonly Finding[] {
  const known = new Set<number>();
  for (const row of train) known.add(readCell(column, row));
  const shared = new Set<number>();
  let rows = 0;
  for (const row of test) {
    const value = readCell(column, row);
    if (Number.isNaN(value) || !known.has(value)) continue;
    rows++;
    shared.add(value);
  }
  const share = rows / test.length;
  if (rows === 0 || (!isKey && share < noticeableShare)) return [];
  return [
    {
      kind: 'groupOverlap',
      subject: column.name,
      message: `${grouped(rows)} of ${grouped(test.length)} test rows (${percent(share)}) belong to one of ${grouped(shared.size)} values of "${column.name}" that training rows have too${isKey ? '' : ', and rows of one value have the same outcome more often than chance'}; a split by its groups would test new ones`,
      value: share,
      n: test.length,
      severity: 'warn',
    },
  ];
}
