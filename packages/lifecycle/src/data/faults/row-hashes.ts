import type { Column } from '@tend/table';

/** A hash of 64 bits for each row, made of columns that come one at a time. */
export interface RowHashes {
  add(column: Column): void;
  /** Of these rows, ascending, each that has the hash of an earlier one, with the first that has it. */
  pairs(rows: Int32Array): { readonly rows: Int32Array; readonly earlier: Int32Array };
}

/** Hashes of a table of this many rows, without any column yet. */
export function rowHashes(rowCount: number): RowHashes {
  const [low, high] = [new Int32Array(rowCount), new Int32Array(rowCount)];
  return {
    add(column) {
      if (column.kind === 'text')
        for (let row = 0; row < rowCount; row++) absorb(low, high, row, column.codes[row] ?? -1, 0);
      else {
        // One zero and one NaN, as in a table's encoding.
        const values = column.values.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0));
        const words = new Int32Array(values.buffer);
        for (let row = 0; row < rowCount; row++) absorb(low, high, row, words[2 * row] ?? 0, words[2 * row + 1] ?? 0);
      }
    },
    pairs(rows) {
      let slotCount = 8;
      while (slotCount < rows.length * 2) slotCount *= 2;
      // Of the first row with a hash its number from 1, 0 for none.
      const slots = new Int32Array(slotCount);
      const [repeated, earlier] = [new Int32Array(rows.length), new Int32Array(rows.length)];
      let count = 0;
      for (const row of rows) {
        const [ownLow, ownHigh] = [low[row], high[row]];
        let slot = ((ownLow ?? 0) ^ ((ownHigh ?? 0) >>> 7)) & (slotCount - 1);
        let other = slots[slot] ?? 0;
        while (other > 0 && (low[other - 1] !== ownLow || high[other - 1] !== ownHigh)) {
          slot = (slot + 1) & (slotCount - 1);
          other = slots[slot] ?? 0;
        }
        if (other === 0) slots[slot] = row + 1;
        else {
          repeated[count] = row;
          earlier[count] = other - 1;
          count++;
        }
      }
      return { rows: repeated.slice(0, count), earlier: earlier.slice(0, count) };
    },
  };
}

/** Two streams in the manner of MurmurHash3, with other constants each, that take in two words. */
function absorb(low: Int32Array, high: Int32Array, row: number, first: number, second: number): void {
  let a = low[row] ?? 0;
  let b = high[row] ?? 0;
  a = Math.imul(a ^ Math.imul(first, 0xcc9e2d51), 0x85ebca6b);
  b = Math.imul(b ^ Math.imul(second, 0x1b873593), 0xc2b2ae35);
  a = (((a << 13) | (a >>> 19)) + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ Math.imul(a, 0x9e3779b1);
  low[row] = a ^ (b >>> 11);
  high[row] = b + a;
}
