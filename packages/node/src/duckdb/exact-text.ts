/**
 * Text leaves DuckDB behind a guard character: its Node binding decodes each string with a decoder that swallows a
 * leading byte order mark, so that "\ufeffa" and "a" would arrive as one.
 */
export function guardedSql(text: string): string {
  return `('.' || ${text})`;
}

/** The text of a guarded item. */
export function unguarded(item: unknown): string {
  return String(item).slice(1);
}
