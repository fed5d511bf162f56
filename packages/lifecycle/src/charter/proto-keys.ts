/** Stands for the key `__proto__` where that key would be left out; no YAML text holds a NUL. */
const standIn = '\u0000__proto__';

/** The value with another key in the place of `__proto__`, which a schema leaves out although a column may be named so. */
export function hideProtoKeys(value: unknown): unknown {
  return withKeys(value, (key) => (key === '__proto__' ? standIn : key));
}

/** The value with `__proto__` where `hideProtoKeys` put another key. */
export function showProtoKeys<T>(value: T): T {
  return withKeys(value, (key) => (key === standIn ? '__proto__' : key)) as T;
}

/** A key as it stands in the text. */
export function shownKey<Key extends PropertyKey>(key: Key): Key | '__proto__' {
  return key === standIn ? '__proto__' : key;
}

function withKeys(value: unknown, keyOf: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, keyOf));
  if (value === null || typeof value !== 'object') return value;
  // fromEntries defines properties: __proto__ becomes a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [keyOf(key), withKeys(item, keyOf)]));
}
