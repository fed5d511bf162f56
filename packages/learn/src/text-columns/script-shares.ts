import type { TextRows } from './text-rows.ts';

export interface ScriptShare {
  readonly script: string;
  /** Of all letters. */
  readonly share: number;
}

const scripts = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Han', /\p{Script=Han}/u],
  ['Hiragana or Katakana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Hangul', /\p{Script=Hangul}/u],
] as const;
const letter = /\p{L}/u;
const leastShown = 5;

/** The scripts that letters are written in, by their share, the largest first; those of at least 5 rows. */
export function scriptShares({ texts, counts }: TextRows): readonly ScriptShare[] {
  const scriptOf = new Map<number, number>();
  const lookUp = (point: number): number => {
    const known = scriptOf.get(point);
    if (known !== undefined) return known;
    const character = String.fromCodePoint(point);
    const found = scripts.findIndex(([, pattern]) => pattern.test(character));
    const script = found >= 0 ? found : letter.test(character) ? scripts.length : -1;
    scriptOf.set(point, script);
    return script;
  };
  const letters = new Float64Array(scripts.length + 1);
  const rows = new Float64Array(scripts.length + 1);
  for (const [place, text] of texts.entries()) {
    const own = new Float64Array(scripts.length + 1);
    for (const character of text) {
      const script = lookUp(character.codePointAt(0) ?? 0);
      if (script >= 0) own[script] = (own[script] as number) + 1;
    }
    const count = counts[place] as number;
    for (let script = 0; script < own.length; script++) {
      letters[script] = (letters[script] as number) + count * (own[script] as number);
      if ((own[script] as number) > 0) rows[script] = (rows[script] as number) + count;
    }
  }
  const all = letters.reduce((sum, count) => sum + count, 0);
  return Array.from(letters, (count, script) => ({
    script: scripts[script]?.[0] ?? 'other',
    share: count / all,
    rows: rows[script] as number,
  }))
    .filter((one) => one.rows >= leastShown)
    .sort((a, b) => b.share - a.share)
    .map(({ script, share }) => ({ script, share }));
}
