import { MalformedModel } from '../malformed-model.ts';

/** Strict readers of stored JSON: each returns the typed value or throws MalformedModel naming its path. */
export type Read<T> = (value: unknown, path: string) => T;

/** An object with exactly these keys, and perhaps some of the `optional` ones. */
export function readObject(
  value: unknown,
  path: string,
  keys: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed(path, 'an object', value);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw malformed(`${path}.${key}`, 'a value', undefined);
  for (const key of Object.keys(value))
    if (!keys.includes(key) && !optional.includes(key))
      throw new MalformedModel(path, `only the keys ${[...keys, ...optional].join(', ')}`, `"${key}"`);
  return value as Readonly<Record<string, unknown>>;
}

export const readText: Read<string> = (value, path) => {
  if (typeof value !== 'string' || !value.isWellFormed()) throw malformed(path, 'a text', value);
  return value;
};

export const readNumber: Read<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw malformed(path, 'a finite number', value);
  return value;
};

export const readFlag: Read<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw malformed(path, 'true or false', value);
  return value;
};

export function readList<T>(value: unknown, path: string, item: Read<T>): readonly T[] {
  if (!Array.isArray(value)) throw malformed(path, 'a list', value);
  return value.map((entry, index) => item(entry, `${path}[${index}]`));
}

/** A list of different texts. */
export const readLevels: Read<readonly string[]> = (value, path) => {
  const levels = readList(value, path, readText);
  if (new Set(levels).size !== levels.length) throw malformed(path, 'distinct levels', levels);
  return levels;
};

/** An object used as a map: any keys, values of one type. */
export function readMap<T>(value: unknown, path: string, item: Read<T>): Readonly<Record<string, T>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed(path, 'an object', value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, item(entry, `${path}.${key}`)]));
}

export function readChoice<const T extends string | number>(value: unknown, path: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw malformed(path, `one of ${choices.join(', ')}`, value);
  return found;
}

export function malformed(path: string, expected: string, came: unknown): MalformedModel {
  const text = came === undefined ? 'nothing' : (JSON.stringify(came) ?? typeof came);
  return new MalformedModel(path, expected, text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
