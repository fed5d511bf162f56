import { columnOf, type Table, type TextColumn } from '@tend/table';
import { evenSample } from '../explore/even-sample.ts';
import type { LeakTarget } from '../explore/leak-target.ts';
import { type PersonalData, personalData } from './personal-data.ts';
import { type ScriptShare, scriptShares } from './script-shares.ts';
import { type SimilarTexts, similarTexts } from './similar-texts.ts';
import { type RowWords, type TellingWords, tellingWords } from './telling-words.ts';
import { type TextRows, textRows } from './text-rows.ts';
import { wordsOf } from './words-of.ts';

/** What a column of texts holds: aggregates, no text or word that fewer than 5 rows share. */
export interface TextBehaviour {
  readonly column: string;
  /** Rows looked at: all, or an even sample of 50,000. */
  readonly rowsSeen: number;
  readonly isSample: boolean;
  /** Of them, those with a text; different texts among them. */
  readonly n: number;
  readonly distinct: number;
  readonly personal: readonly PersonalData[];
  /** Present where texts are free: mostly different, of several words. */
  readonly free?: FreeText;
}

export interface FreeText {
  /** Words a text in the mean; its characters are counted by the profile of the column. */
  readonly meanWords: number;
  /** Different words in all, and the most frequent ones by the rows that hold them (at least 5), at most 30. */
  readonly vocabulary: number;
  readonly frequent: readonly { readonly word: string; readonly rows: number }[];
  readonly scripts: readonly ScriptShare[];
  readonly similar: SimilarTexts;
  readonly telling?: TellingWords;
}

export interface TextOptions {
  readonly columns: readonly string[];
  readonly target?: LeakTarget;
}

const mostRows = 50_000;
const leastRows = 20;
const leastShown = 5;
const mostListed = 30;
/** Free text: so many words in the mean, and so large a share of different texts. */
const leastWords = 3;
const leastDistinctShare = 0.2;

/** Looks at the texts among these columns; RangeError for an unknown one. */
export function findTextColumns(table: Table, rows: Int32Array, options: TextOptions): readonly TextBehaviour[] {
  const sample = evenSample(rows, mostRows);
  return options.columns
    .map((name) => columnOf(table, name))
    .filter((column) => column.kind === 'text')
    .map((column) => ({ ...look(column, sample, options.target), isSample: sample.length < rows.length }));
}

function look(column: TextColumn, rows: Int32Array, target: LeakTarget | undefined): Omit<TextBehaviour, 'isSample'> {
  const texts = textRows(column, rows);
  const about = {
    column: column.name,
    rowsSeen: rows.length,
    n: texts.n,
    distinct: texts.texts.length,
    personal: personalData(texts),
  };
  if (texts.n < leastRows || texts.texts.length < leastDistinctShare * texts.n) return about;
  const words = texts.texts.map(wordsOf);
  const total = words.reduce((sum, list, place) => sum + list.length * (texts.counts[place] as number), 0);
  if (total < leastWords * texts.n) return about;
  const { vocabulary, wordsByText } = numbered(words);
  const byRow: RowWords = {
    vocabulary,
    wordsOf: Array.from(texts.placeOf, (place) => wordsByText[place]),
  };
  return {
    ...about,
    free: {
      meanWords: total / texts.n,
      vocabulary: vocabulary.length,
      frequent: frequentWords(texts, vocabulary, wordsByText),
      scripts: scriptShares(texts),
      similar: similarTexts(texts),
      ...(target === undefined ? {} : { telling: tellingWords(byRow, rows, target) }),
    },
  };
}

function numbered(words: readonly (readonly string[])[]): {
  readonly vocabulary: readonly string[];
  readonly wordsByText: readonly Int32Array[];
} {
  const numbers = new Map<string, number>();
  const wordsByText = words.map((list) =>
    Int32Array.from(new Set(list), (word) => {
      const known = numbers.get(word) ?? numbers.size;
      if (known === numbers.size) numbers.set(word, known);
      return known;
    }),
  );
  return { vocabulary: [...numbers.keys()], wordsByText };
}

function frequentWords(
  { counts }: TextRows,
  vocabulary: readonly string[],
  wordsByText: readonly Int32Array[],
): FreeText['frequent'] {
  const rows = new Int32Array(vocabulary.length);
  for (const [place, list] of wordsByText.entries())
    for (const word of list) rows[word] = (rows[word] as number) + (counts[place] as number);
  return vocabulary
    .map((word, i) => ({ word, rows: rows[i] as number }))
    .filter((one) => one.rows >= leastShown)
    .sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1))
    .slice(0, mostListed);
}
