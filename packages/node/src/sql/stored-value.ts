import { Problem } from '@tend/protocol';

export type StoredValue = string | number | null;

/**
 * Checks one value before it reaches a database, so that both dialects accept the same. PostgreSQL refuses NUL in text and
 * SQLite stores it; SQLite turns NaN into null and drops half of a surrogate pair without a word. TND-4005, or a
 * TypeError for what only a bug can pass.
 */
export function storedValue(table: string, property: string, value: unknown): StoredValue {
  if (value === null) return null;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${table}.${property}: cannot store ${value}`);
    return value;
  }
  if (typeof value !== 'string')
    throw new TypeError(`${table}.${property}: cannot store a value of type ${typeof value}`);
  if (value.includes('\0')) throw misfit(table, property, 'text without the character NUL', 'text with NUL');
  if (!value.isWellFormed()) throw misfit(table, property, 'Unicode text', 'text with half of a surrogate pair');
  return value;
}

function misfit(table: string, property: string, expected: string, came: string): Problem {
  const message = `${table}.${property} cannot hold ${came}`;
  return new Problem('TND-4005', { message, expected, came, facts: { constraint: 'text' } });
}
