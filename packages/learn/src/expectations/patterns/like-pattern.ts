import { InvalidExpectation } from '../invalid-expectation.ts';
import type { TextTest } from './python-regex.ts';

/**
 * SQL's LIKE over a whole text: `%` stands for any characters, `_` for one, everything else for itself, as it does after
 * the escape character. Upper and lower case differ, as the SQL standard and PostgreSQL have it. Linear in text times
 * pattern: a failed match only ever goes back to the last `%`.
 */
export function likePattern(pattern: string, escapeCharacter?: string): TextTest {
  const parts: (string | typeof one | typeof any)[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    if (character === escapeCharacter) {
      const next = characters[++i];
      if (next === undefined)
        throw new InvalidExpectation('like_pattern', 'a character after the escape character', pattern);
      parts.push(next);
    } else if (character === '%') parts.push(any);
    else parts.push(character === '_' ? one : character);
  }
  return (text) => isLike([...text], parts);
}

const any = Symbol('any characters');
const one = Symbol('one character');

function isLike(text: readonly string[], parts: readonly (string | symbol)[]): boolean {
  let [at, part] = [0, 0];
  let [resumeAt, resumePart] = [-1, -1];
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === any) {
      resumePart = ++part;
      resumeAt = at;
    } else if (wanted !== undefined && (wanted === one || wanted === text[at])) {
      at++;
      part++;
    } else if (resumePart >= 0) {
      at = ++resumeAt;
      part = resumePart;
    } else return false;
  }
  while (parts[part] === any) part++;
  return part === parts.length;
}
