import { RE2JS } from 're2js';
import { InvalidExpectation } from '../invalid-expectation.ts';

/** Whether a text is as asked. */
export type TextTest = (text: string) => boolean;

/** The engine of JavaScript backtracks: it gets only texts of at most this length, and no pattern that can branch much. */
const longestForNative = 2000;
const mostVariableParts = 1;
const mostBranches = 8;

/**
 * Whether a text contains a match of a regular expression in Python's syntax (`re.search`). Patterns that cannot
 * backtrack far run on the engine of JavaScript, all others on RE2: linear time whatever the pattern (Cox 2010). Look-around and
 * back-references have no such bound; they are an InvalidExpectation that names the argument. Classes such as \d and \w
 * are those of ASCII.
 */
export function pythonRegex(argument: string, pattern: string): TextTest {
  const { source, isSimple } = translate(pattern);
  let safe: TextTest;
  try {
    const compiled = RE2JS.compile(source);
    safe = (text) => compiled.matcher(text).find();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidExpectation(
      argument,
      'a regular expression without look-around and back-references',
      `${JSON.stringify(pattern)} (${reason})`,
    );
  }
  if (!isSimple) return safe;
  const native = new RegExp(source.replaceAll('\\z', '$'), 'u');
  return (text) => (text.length <= longestForNative ? native.test(text) : safe(text));
}

const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\f\\r\\v' };
const controls: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', r: '\\r', f: '\\f', v: '\\v', a: '\\x07' };

/**
 * The same language in the syntax that both engines share. `isSimple` where nothing is repeated but single characters
 * and classes, at most one of them without a fixed count, and few branches: then JavaScript's engine is fast, too.
 */
function translate(pattern: string): { readonly source: string; readonly isSimple: boolean } {
  let [source, variableParts, branches, isSimple, inClass, afterGroup] = ['', 0, 0, true, false, false];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    const isFirstOfClass = inClass && /(^|[^\\])\[\^?$/.test(source);
    if (character === '\\') {
      const next = characters[++i] ?? '';
      const set = classes[next];
      const complement = classes[next.toLowerCase()];
      if (set !== undefined) source += inClass ? set : `[${set}]`;
      else if (complement !== undefined && !inClass) source += `[^${complement}]`;
      else if (controls[next] !== undefined) source += controls[next];
      else if (next === 'Z') source += '\\z';
      else if (next === 'A') source += '^';
      else if (/^[^A-Za-z0-9]$/u.test(next) && next.length === 1) source += literal(next);
      else {
        source += `\\${next}`;
        if (next !== 'b' && next !== 'B') isSimple = false;
      }
    } else if (inClass) {
      if (character === ']' && !isFirstOfClass) inClass = false;
      source += character === '[' || (character === ']' && isFirstOfClass) ? literal(character) : character;
      if ('&~'.includes(character)) isSimple = false;
    } else if (character === '[') {
      inClass = true;
      source += character;
    } else if (character === '.') source += '[^\\n]';
    else if (character === '$') source += '\\n?\\z';
    else if (character === '{' && !/^\{\d*,?\d*\}/.test(pattern.slice(indexOf(characters, i)))) source += literal('{');
    else {
      source += character;
      if (character === '|') branches++;
      if (character === '(' && characters[i + 1] === '?' && characters[i + 2] !== ':') isSimple = false;
      if ('*+?{'.includes(character) && characters[i - 1] !== '(') {
        if (afterGroup) isSimple = false;
        const count = /^\{(\d+)\}/.exec(pattern.slice(indexOf(characters, i)));
        if (character === '?') branches++;
        else if (count === null) variableParts++;
        else if (Number(count[1]) > 1000) isSimple = false;
        // What follows the brace is its count, not a repetition of its own.
        if (character === '{') {
          const end = characters.indexOf('}', i);
          source += characters.slice(i + 1, end + 1).join('');
          i = end;
        }
      } else if (character === '}' || character === ']') source = source.slice(0, -1) + literal(character);
    }
    afterGroup = !inClass && character === ')' && characters[i] === ')';
  }
  isSimple &&= variableParts <= mostVariableParts && branches <= mostBranches;
  return { source, isSimple };
}

function indexOf(characters: readonly string[], at: number): number {
  let index = 0;
  for (let i = 0; i < at; i++) index += (characters[i] as string).length;
  return index;
}

function literal(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
