import type { Column } from '@tend/table';

/** Rows with equal values have equal numbers, from 0 to `count` - 1; missing values equal each other. */
export interface RowGroups {
  readonly ids: Int32Array;
  readonly count: number;
}

/** Groups rows by the values of several columns together. RangeError without columns. */
export function groupRows(columns: readonly Column[]): RowGroups {
  const [first, ...others] = columns;
  if (first === undefined) throw new RangeError('rows are grouped by at least one column');
  return others.reduce((groups, column) => refine(groups, groupsOf(column)), groupsOf(first));
}

function groupsOf(column: Column): RowGroups {
  if (column.kind !== 'text') return numberGroups(column.values);
  const ids = new Int32Array(column.codes.length);
  for (let row = 0; row < ids.length; row++) ids[row] = (column.codes[row] as number) + 1;
  return { ids, count: column.dictionary.length + 1 };
}

function refine(groups: RowGroups, by: RowGroups): RowGroups {
  const keys = new Float64Array(groups.ids.length);
  // Exact below 2^53: two counts of groups are at most the number of rows, or of distinct values, each.
  for (let row = 0; row < keys.length; row++)
    keys[row] = (groups.ids[row] as number) * by.count + (by.ids[row] as number);
  return numberGroups(keys);
}

function numberGroups(numbers: Float64Array): RowGroups {
  let capacity = 1024;
  while (capacity < 2 * numbers.length) capacity *= 2;
  const mask = capacity - 1;
  const keys = new Float64Array(capacity);
  const idOf = new Int32Array(capacity).fill(-1);
  const ids = new Int32Array(numbers.length);
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  let [count, missing] = [0, -1];
  for (let row = 0; row < numbers.length; row++) {
    const value = (numbers[row] as number) + 0;
    if (Number.isNaN(value)) {
      if (missing < 0) missing = count++;
      ids[row] = missing;
      continue;
    }
    word[0] = value;
    let hash = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while ((idOf[slot] as number) >= 0 && keys[slot] !== value) slot = (slot + 1) & mask;
    if (idOf[slot] === -1) {
      keys[slot] = value;
      idOf[slot] = count++;
    }
    ids[row] = idOf[slot] as number;
  }
  return { ids, count };
}
