import { grouped } from './grouped.ts';

/** Parts of a sentence: `a`, `a and b`, `a, b and c`; beyond `most` the rest is counted. */
export function listOf(parts: readonly string[], most: number = 10): string {
  const more = parts.length - most;
  // One more name is as short as saying that there is one more.
  const named = more > 1 ? [...parts.slice(0, most), `${grouped(more)} more`] : parts;
  return named.length < 2 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
