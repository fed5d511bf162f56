import { areComparable } from '../are-comparable.ts';
import type { Column } from '../table.ts';
import { indexNumbers, type ValueIndex } from './number-index.ts';

/** Entities by their keys, as codes from 0 in order of first appearance. */
export interface EntityIndex {
  readonly count: number;
  /** The entity of each row that the index was made from; -1 where a key is missing. */
  readonly codes: Int32Array;
  /** The entity of each row of other columns of the same kinds; -1 where a key is missing or unknown. */
  codesOf(keys: readonly Column[]): Int32Array;
}

/** An index of the entities that these key columns name together. RangeError without a column. */
export function indexEntities(keys: readonly Column[]): EntityIndex {
  const [first, ...others] = keys;
  if (first === undefined) throw new RangeError('an entity needs at least one key column');
  let entities = indexColumn(first);
  for (const column of others) entities = indexPairs(entities, indexColumn(column));
  return {
    count: entities.count,
    codes: entities.codes,
    codesOf(columns) {
      if (columns.length !== keys.length)
        throw new RangeError(`expected ${keys.length} key columns, came ${columns.length}`);
      return entities.codesOf(columns);
    },
  };
}

function indexColumn(column: Column): EntityIndex {
  const index = column.kind === 'text' ? indexTexts(column.codes, column.dictionary) : indexNumbers(column.values);
  return {
    count: index.count,
    codes: index.codes,
    codesOf([other]) {
      if (other === undefined || !areComparable(column, other))
        throw new RangeError(`${column.name}: expected keys of kind ${column.kind}, came ${other?.kind ?? 'none'}`);
      return index.codesOf(other);
    },
  };
}

function indexTexts(codes: Int32Array, dictionary: readonly string[]): ValueIndex {
  const codeOf = new Map<string, number>();
  for (const value of dictionary) if (!codeOf.has(value)) codeOf.set(value, codeOf.size);
  const translate = (from: Int32Array, own: readonly string[]): Int32Array => {
    const renamed = Int32Array.from(own, (value) => codeOf.get(value) ?? -1);
    return from.map((code) => (code < 0 ? -1 : (renamed[code] as number)));
  };
  // Only a dictionary that repeats a value gives rows other codes than they have.
  const own = codeOf.size === dictionary.length ? codes : translate(codes, dictionary);
  return {
    count: codeOf.size,
    codes: own,
    codesOf: (other) => (other.kind === 'text' ? translate(other.codes, other.dictionary) : new Int32Array()),
  };
}

/** Both keys as one: a pair of codes is one whole number, exact below 2^53. */
function indexPairs(left: EntityIndex, right: EntityIndex): EntityIndex {
  const paired = (a: Int32Array, b: Int32Array): Float64Array => {
    const pairs = new Float64Array(a.length);
    for (let row = 0; row < pairs.length; row++) {
      const [high, low] = [a[row] as number, b[row] as number];
      pairs[row] = high < 0 || low < 0 ? Number.NaN : high * right.count + low;
    }
    return pairs;
  };
  if (left.count * right.count > Number.MAX_SAFE_INTEGER) throw new RangeError('too many combinations of keys');
  const index = indexNumbers(paired(left.codes, right.codes));
  return {
    count: index.count,
    codes: index.codes,
    codesOf(columns) {
      const pairs = paired(left.codesOf(columns.slice(0, -1)), right.codesOf(columns.slice(-1)));
      return index.codesOf({ kind: 'number', name: '', values: pairs });
    },
  };
}
