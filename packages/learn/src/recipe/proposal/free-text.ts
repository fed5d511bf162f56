import type { TextColumn } from '@tend/table';
import { evenSample } from '../../explore/even-sample.ts';
import { isCapital, isSpace, isWordCharacter } from '../../text/character-sets.ts';
import { eachGram, type GramRule } from '../../text/n-grams.ts';
import { countLevels } from '../level-counts.ts';
import { mostRowsSeen } from './column-proposal.ts';

/** What the texts of a column are like,. */
export interface TextLook {
  /** Rows looked at that have a text. */
  readonly n: number;
  readonly isSample: boolean;
  /** Words with a letter between spaces, a text in the mean. */
  readonly words: number;
  /** The share of those words that begin with a capital. */
  readonly capitalised: number;
  /** The share of texts that are or hold an e-mail address and nothing else. */
  readonly emails: number;
  /** The share of letters of scripts that put no space between words. */
  readonly withoutSpaces: number;
}

/** Looks at the texts of an even sample of the rows. */
export function lookAtTexts(column: TextColumn, rows: Int32Array): TextLook {
  const sample = evenSample(rows, mostRowsSeen);
  const { counts, missing } = countLevels(column, sample);
  const n = sample.length - missing;
  let [words, capitalised, emails, letters, spaceless] = [0, 0, 0, 0, 0];
  for (const [code, text] of column.dictionary.entries()) {
    const count = counts[code] as number;
    if (count === 0) continue;
    const found = lettersOf(text);
    words += count * found.words;
    capitalised += count * found.capitalised;
    letters += count * found.letters;
    spaceless += count * found.spaceless;
    if (email.test(text)) emails += count;
  }
  return {
    n,
    isSample: sample.length < rows.length,
    words: n === 0 ? 0 : words / n,
    capitalised: words === 0 ? 0 : capitalised / words,
    emails: n === 0 ? 0 : emails / n,
    withoutSpaces: letters === 0 ? 0 : spaceless / letters,
  };
}

/** How many n-grams occur in at least `leastRows` of an even sample of the rows, and in at most `maxShare` of its texts. */
export function countGramsSeen(
  column: TextColumn,
  rows: Int32Array,
  rule: GramRule,
  leastRows: number,
  maxShare: number,
): number {
  const sample = evenSample(rows, mostRowsSeen);
  const { counts, missing } = countLevels(column, sample);
  const most = maxShare * (sample.length - missing);
  const rowsOf = new Map<string, number>();
  for (const [code, text] of column.dictionary.entries()) {
    const count = counts[code] as number;
    if (count === 0) continue;
    const grams = new Set<string>();
    eachGram(text, rule, (gram) => grams.add(gram));
    for (const gram of grams) rowsOf.set(gram, (rowsOf.get(gram) ?? 0) + count);
  }
  let seen = 0;
  for (const count of rowsOf.values()) if (count >= leastRows && count <= most) seen++;
  return seen;
}

const email = /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/;

interface Letters {
  readonly words: number;
  readonly capitalised: number;
  readonly letters: number;
  readonly spaceless: number;
}

function lettersOf(text: string): Letters {
  let [words, capitalised, letters, spaceless] = [0, 0, 0, 0];
  let isCounted = false;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (isSpace(code)) {
      isCounted = false;
      continue;
    }
    if (!isLetter(code)) continue;
    letters++;
    if (isSpaceless(code)) spaceless++;
    if (isCounted) continue;
    isCounted = true;
    words++;
    if (isCapital(code)) capitalised++;
  }
  return { words, capitalised, letters, spaceless };
}

function isLetter(code: number): boolean {
  return isWordCharacter(code) && !(code >= 48 && code <= 57) && code !== 0x5f;
}

/** Thai to Lao, Burmese, Khmer, Japanese and Chinese letters (blocks of Unicode). */
function isSpaceless(code: number): boolean {
  return spacelessBlocks.some(([first, last]) => code >= first && code <= last);
}

const spacelessBlocks = [
  [0x0e00, 0x0eff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x3040, 0x30ff],
  [0x3400, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x2fa1f],
] as const;
