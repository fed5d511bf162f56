import { hash32 } from '@tend/kernels';
import { formatNumber } from '@tend/protocol/number-format';
import type { Table } from '@tend/table';
import { countOf, type Fault } from './fault.ts';

/** How many rows repeat an earlier row in every cell; equal missing cells are equal. Exact, not by hash alone. */
export function countDuplicateRows(table: Table): number {
  if (table.columns.length === 0) return 0;
  const hashes = hashRows(table);
  // Chains of distinct rows that share a hash: `next` leads from each to the one before it.
  const head = new Map<number, number>();
  const next = new Int32Array(table.rowCount).fill(-1);
  let duplicates = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const hash = hashes[row] ?? 0;
    const first = head.get(hash) ?? -1;
    let candidate = first;
    while (candidate >= 0 && !isSameRow(table, candidate, row)) candidate = next[candidate] ?? -1;
    if (candidate >= 0) duplicates++;
    else {
      next[row] = first;
      head.set(hash, row);
    }
  }
  return duplicates;
}

export function duplicateRowFaults(table: Table): readonly Fault[] {
  const count = countDuplicateRows(table);
  if (count === 0) return [];
  const share = count / table.rowCount;
  const message = `${countOf(count, 'row')} of ${formatNumber(table.rowCount)} ${count === 1 ? 'repeats' : 'repeat'} an earlier row exactly`;
  return [{ kind: 'duplicate rows', subject: 'rows', message, count, share, severity: 'warn' }];
}

function hashRows(table: Table): Uint32Array {
  const hashes = new Uint32Array(table.rowCount);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  for (const column of table.columns)
    for (let row = 0; row < hashes.length; row++) {
      const before = hashes[row] ?? 0;
      if (column.kind === 'text') hashes[row] = hash32(before, column.codes[row] ?? -1);
      else {
        const value = column.values[row] ?? Number.NaN;
        // One zero and one NaN, as in a table's encoding.
        number[0] = value === 0 ? 0 : value;
        const hash = Number.isNaN(value) ? hash32(before, -1) : hash32(before, words[0] ?? 0);
        hashes[row] = Number.isNaN(value) ? hash : hash32(hash, words[1] ?? 0);
      }
    }
  return hashes;
}

function isSameRow(table: Table, a: number, b: number): boolean {
  return table.columns.every((column) => {
    if (column.kind === 'text') return column.codes[a] === column.codes[b];
    const [left, right] = [column.values[a] ?? Number.NaN, column.values[b] ?? Number.NaN];
    return left === right || (Number.isNaN(left) && Number.isNaN(right));
  });
}
