import type { CharacterClasses } from './column-profile.ts';

/** The classes in the order in which they are counted. */
export const characterClasses: readonly (keyof CharacterClasses)[] = [
  ...(['upper', 'lower', 'otherLetter', 'digit', 'space', 'punctuation', 'symbol', 'other'] as const),
];

const patterns: readonly RegExp[] = [...[/\p{Lu}/u, /\p{Ll}/u, /[\p{L}\p{M}]/u, /\p{N}/u, /\s/u, /\p{P}/u, /\p{S}/u]];

/** The class of each ASCII character. */
const ascii: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCodePoint(code)));
const others = new Map<number, number>();

/** The place in `characterClasses` of a code point, by Unicode's general categories. */
export function characterClass(codePoint: number): number {
  if (codePoint < 128) return ascii[codePoint] as number;
  let place = others.get(codePoint);
  if (place === undefined) {
    place = classOf(String.fromCodePoint(codePoint));
    others.set(codePoint, place);
  }
  return place;
}

function classOf(character: string): number {
  const place = patterns.findIndex((pattern) => pattern.test(character));
  return place < 0 ? patterns.length : place;
}
