import { canonicalJson } from '@tend/table';
import { withdrawnText } from '../withdrawn/index.ts';
import { holdsKey, type PersonKey } from './person-key.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface ErasedValues {
  readonly value: unknown;
  readonly erasedCount: number;
}

/**
 * A document with every text that holds the key replaced, and numbers that are a distinctive key set to null. An object in
 * which the key column itself has the key loses all its values: it is the person's row. In a list, an item about the key
 * column that holds the key is left out.
 */
export function eraseValues(value: unknown, keyColumn: string | undefined, key: PersonKey): ErasedValues {
  let erasedCount = 0;
  const erased = <V>(standIn: V): V => {
    erasedCount++;
    return standIn;
  };
  const isKey = (leaf: unknown): boolean => leaf === key.text || (key.number !== undefined && leaf === key.number);
  // Quantiles and levels of the key column are keys, or digits of keys: what is said about it goes whole.
  const describesKeys = (item: Json): boolean => {
    const about = item !== null && typeof item === 'object' && 'column' in item ? item.column : undefined;
    const isHit = about !== undefined && about === keyColumn && canonicalJson(item).includes(key.text);
    return isHit && erased(true);
  };
  const walk = (at: Json): Json => {
    if (typeof at === 'string') return holdsKey(at, key) ? erased(withdrawnText) : at;
    if (typeof at === 'number') return key.isDistinctive && at === key.number ? erased(null) : at;
    if (at === null || typeof at === 'boolean') return at;
    if (Array.isArray(at)) return at.filter((item) => !describesKeys(item)).map(walk);
    const entries = Object.entries(at);
    if (entries.some(([name, inner]) => name === keyColumn && isKey(inner)))
      return erased(Object.fromEntries(entries.map(([name]) => [name, null])));
    return Object.fromEntries(
      entries.map(([name, inner]) => [holdsKey(name, key) ? erased(withdrawnText) : name, walk(inner)]),
    );
  };
  return { value: walk(value as Json), erasedCount };
}
