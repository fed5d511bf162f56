import { eachGram, type GramRule } from '../../text/n-grams.ts';
import { canonicalOrder } from '../canonical-order.ts';
import { countLevels } from '../level-counts.ts';
import type { StepTarget } from '../step-definition.ts';
import type { TrainingColumn } from '../working-column.ts';
import { type CountedText, countGrams, type GramCount } from './count-grams.ts';

export interface GramChoice {
  readonly features: number;
  readonly choose: 'frequent' | 'telling';
  /** Whether a text counts once for an n-gram, however often it has it. */
  readonly isBinary: boolean;
  readonly minRows: number;
  readonly maxShare: number;
}

/** The n-grams of a text column that become features, the first ones first, and the number of rows with a text. */
export function chooseGrams(
  column: TrainingColumn | undefined,
  rule: GramRule,
  { features, choose, isBinary, minRows, maxShare }: GramChoice,
  target: StepTarget | undefined,
): { readonly texts: number; readonly grams: readonly GramCount[] } {
  if (column?.kind !== 'text') return { texts: 0, grams: [] };
  const { counts: rowsOfText, missing } = countLevels(column);
  const texts = column.codes.length - missing;
  const counted = countGrams(textsOf(column, rowsOfText), rule);
  const known = counted.filter(({ rows }) => rows >= minRows && rows <= maxShare * texts);
  const rank =
    choose === 'telling' && target !== undefined
      ? sharedVariance(column, rule, known, target)
      : new Map(known.map(({ gram, count, rows }) => [gram, isBinary ? rows : count]));
  known.sort((a, b) => (rank.get(b.gram) ?? 0) - (rank.get(a.gram) ?? 0) || canonicalOrder(a.gram, b.gram));
  return { texts, grams: known.slice(0, features) };
}

/** The texts that occur, in the order of the rows that have them first. */
function textsOf(
  { codes, dictionary }: Extract<TrainingColumn, { readonly kind: 'text' }>,
  rowsOfText: Int32Array,
): readonly CountedText[] {
  const isSeen = new Uint8Array(dictionary.length);
  const texts: CountedText[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < 0 || isSeen[code] === 1) continue;
    isSeen[code] = 1;
    texts.push({ text: dictionary[code] as string, rows: rowsOfText[code] as number });
  }
  return texts;
}

/**
 * The share of variance that the presence of each n-gram has in common with the target: their squared correlation, or of classes the
 * squared correlation ratio. Its order is that of scikit-learn's f_regression and f_classif of 0/1 features.
 */
function sharedVariance(
  { codes, dictionary }: Extract<TrainingColumn, { readonly kind: 'text' }>,
  rule: GramRule,
  grams: readonly GramCount[],
  { task, y, classCount = 0 }: StepTarget,
): ReadonlyMap<string, number> {
  const isClasses = task === 'multiclass';
  const width = isClasses ? classCount : 1;
  // By class, or for the one number: what the rows of each text add up to.
  const ofText = new Float64Array(dictionary.length * width);
  const inAll = new Float64Array(width);
  let centre = 0;
  for (let row = 0; row < y.length; row++) centre += ((y[row] as number) - centre) / (row + 1);
  let spread = 0;
  for (let row = 0; row < y.length; row++) {
    const value = isClasses ? 1 : (y[row] as number) - centre;
    const place = isClasses ? (y[row] as number) : 0;
    spread += value * value;
    inAll[place] = (inAll[place] as number) + value;
    const code = codes[row] as number;
    if (code >= 0) ofText[code * width + place] = (ofText[code * width + place] as number) + value;
  }
  const numberOf = new Map(grams.map(({ gram }, number) => [gram, number]));
  const sums = new Float64Array(grams.length * width);
  const seenIn = new Int32Array(grams.length).fill(-1);
  for (const [code, text] of dictionary.entries())
    eachGram(text, rule, (gram) => {
      const number = numberOf.get(gram);
      if (number === undefined || seenIn[number] === code) return;
      seenIn[number] = code;
      for (let k = 0; k < width; k++)
        sums[number * width + k] = (sums[number * width + k] as number) + (ofText[code * width + k] as number);
    });
  const share = ({ gram, rows }: GramCount, number: number): readonly [string, number] => {
    const own = sums.subarray(number * width, (number + 1) * width);
    const mean = rows / y.length;
    const variance = rows * (1 - mean);
    if (!(variance > 0)) return [gram, 0];
    if (!isClasses) return [gram, spread > 0 ? (own[0] as number) ** 2 / (spread * variance) : 0];
    let between = 0;
    for (let k = 0; k < width; k++) {
      const size = inAll[k] as number;
      if (size > 0) between += size * ((own[k] as number) / size - mean) ** 2;
    }
    return [gram, between / variance];
  };
  return new Map(grams.map(share));
}
