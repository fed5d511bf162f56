import type { ColumnFacts } from './column-facts.ts';

/** Rows with equal values have equal keys, whole numbers from 0 to `count` - 1; missing values equal each other. */
export interface RowKeys {
  readonly keys: Float64Array | Int32Array;
  readonly count: number;
}

/** Above this, whole numbers are not told apart. */
const mostKeys = 2 ** 53;

/** Keys of rows by the values of several columns together. RangeError without columns. */
export function rowKeys(facts: readonly ColumnFacts[]): RowKeys {
  const [first, ...others] = facts.map(keysOf);
  if (first === undefined) throw new RangeError('rows have keys by at least one column');
  return others.reduce(combined, first);
}

function keysOf({ column, ...facts }: ColumnFacts): RowKeys {
  if (column.kind === 'text')
    return { keys: column.codes.map((code) => code + 1), count: column.dictionary.length + 1 };
  const { values } = column;
  const { low, high } = facts.extremes();
  const count = facts.knownCount === 0 ? 1 : high - low + 2;
  if (column.kind === 'number' || count > mostKeys) return dense(values);
  // Whole numbers are told apart by their distance to the least.
  const keys = new Float64Array(values.length);
  for (let row = 0; row < keys.length; row++) {
    const distance = (values[row] as number) - low;
    keys[row] = Number.isNaN(distance) ? 0 : distance + 1;
  }
  return { keys, count };
}

/** Two counts of dense keys are at most the number of rows, or of distinct values, each: their product is small enough. */
function combined(a: RowKeys, b: RowKeys): RowKeys {
  if (a.count * b.count > mostKeys) return product(dense(a.keys), dense(b.keys));
  return product(a, b);
}

function product(a: RowKeys, b: RowKeys): RowKeys {
  const keys = new Float64Array(a.keys.length);
  for (let row = 0; row < keys.length; row++) keys[row] = (a.keys[row] as number) * b.count + (b.keys[row] as number);
  return { keys, count: a.count * b.count };
}

/** Numbers from 0 to `count` - 1 for the distinct values, in order of first appearance. */
function dense(numbers: Float64Array | Int32Array): RowKeys {
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
  return { keys: ids, count };
}
