const pairs: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['1', '0'],
  ['on', 'off'],
];

/** Whether the texts are the two spellings of a truth value, in any case. */
export function isTruthPair(texts: readonly string[]): boolean {
  const lower = new Set(texts.map((text) => text.toLowerCase()));
  return texts.length === 2 && pairs.some(([yes, no]) => lower.has(yes) && lower.has(no));
}
