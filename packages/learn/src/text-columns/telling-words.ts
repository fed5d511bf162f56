import { adjustFalseDiscovery, chiSquareTest, fisherExact, log, normalCdf, ranks } from '@tend/kernels';
import type { LeakTarget } from '../explore/leak-target.ts';

/** A word that goes with the outcome. */
export interface TellingWord {
  readonly word: string;
  /** Rows of known outcome that hold it. */
  readonly rows: number;
  /** `positive`, a class, or for numbers `higher` or `lower`. */
  readonly says: string;
  /** The share of that outcome among rows with the word and among the others; of numbers the means. */
  readonly withWord: number;
  readonly without: number;
  /**
   * How strongly it says so, with its 95% interval: the log-odds ratio with a prior of the words' overall frequency (Monroe and
   * others 2008); of numbers the difference of the mean ranks as a share of all rows.
   */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly qValue: number;
}

export interface TellingWords {
  /** Rows of known outcome with a text, and words of at least 5 of them, each tried for each outcome. */
  readonly n: number;
  readonly tried: number;
  /** Beyond noise (Benjamini and Hochberg at 1%), those of the highest lower bound first, at most 30. */
  readonly words: readonly TellingWord[];
}

/** Of each row its words as numbers from 0, each once; undefined for a row without a text. */
export interface RowWords {
  readonly vocabulary: readonly string[];
  readonly wordsOf: readonly (Int32Array | undefined)[];
}

const leastRows = 5;
const mostListed = 30;
const mostClasses = 20;
const leastExpected = 5;
const falseDiscovery = 0.01;
/** The weight of the prior in rows, spread over outcomes as the rows are. */
const priorRows = 10;
const deviations95 = 1.959963984540054;

/** The words that tell most of the outcome of the rows that hold them; `rows[i]` of the table has the words `words.wordsOf[i]`. */
export function tellingWords(words: RowWords, rows: Int32Array, target: LeakTarget): TellingWords {
  return target.type === 'number' ? ofNumbers(words, rows, target.values) : ofClasses(words, rows, target);
}

interface Tried extends Omit<TellingWord, 'qValue'> {
  readonly pValue: number;
}

function ofClasses(words: RowWords, rows: Int32Array, target: Exclude<LeakTarget, { type: 'number' }>): TellingWords {
  const codes = target.type === 'binary' ? target.y : target.codes;
  const classCount = target.type === 'binary' ? 2 : Math.min(mostClasses, target.classes.length);
  const width = words.vocabulary.length;
  const hits = Array.from({ length: classCount }, () => new Int32Array(width));
  const totals = new Int32Array(width);
  const sizes = new Int32Array(classCount);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const own = words.wordsOf[i];
    const code = codes[rows[i] as number] ?? -1;
    if (own === undefined || code < 0) continue;
    n++;
    if (code < classCount) sizes[code] = (sizes[code] as number) + 1;
    for (const word of own) {
      totals[word] = (totals[word] as number) + 1;
      const hit = hits[code];
      if (hit !== undefined) hit[word] = (hit[word] as number) + 1;
    }
  }
  const tried: Tried[] = [];
  for (let word = 0; word < width; word++) {
    const total = totals[word] as number;
    if (total < leastRows || total > n - leastRows) continue;
    for (let code = 0; code < classCount; code++) {
      // Of two outcomes, what speaks for one speaks against the other.
      if (target.type === 'binary' && code === 0) continue;
      const [inside, size] = [hits[code]?.[word] as number, sizes[code] as number];
      if (size === 0 || size === n) continue;
      const outside = size - inside;
      const more = inside * (n - total) > outside * total;
      const says = target.type === 'binary' ? (more ? 'positive' : 'negative') : (target.classes[code] ?? '');
      if (target.type === 'classes' && !more) continue;
      const flipped = says === 'negative';
      tried.push({
        word: words.vocabulary[word] ?? '',
        rows: total,
        says,
        withWord: flipped ? 1 - inside / total : inside / total,
        without: flipped ? 1 - outside / (n - total) : outside / (n - total),
        ...logOdds(inside, size, total, n),
        pValue: testOf(inside, total - inside, outside, n - total - outside),
      });
    }
  }
  return judged(tried, n);
}

/** The log-odds ratio of a word between an outcome and the rest, with the prior in both; its sign is left out. */
function logOdds(inside: number, size: number, total: number, n: number): Pick<TellingWord, 'effect' | 'low' | 'high'> {
  const prior = (priorRows * total) / n;
  const [a, b] = [inside + prior, size - inside + priorRows - prior];
  const [c, d] = [total - inside + prior, n - size - total + inside + priorRows - prior];
  return around(log(a / b) - log(c / d), Math.sqrt(1 / a + 1 / c));
}

function around(effect: number, error: number): Pick<TellingWord, 'effect' | 'low' | 'high'> {
  const size = Math.abs(effect);
  return { effect: size, low: size - deviations95 * error, high: size + deviations95 * error };
}

function testOf(a: number, b: number, c: number, d: number): number {
  const n = a + b + c + d;
  const least = (Math.min(a + b, c + d) * Math.min(a + c, b + d)) / n;
  if (least < leastExpected) return fisherExact(a, b, c, d);
  return chiSquareTest([
    [a, b],
    [c, d],
  ]).pValue;
}

function ofNumbers(words: RowWords, rows: Int32Array, values: Float64Array): TellingWords {
  const known = rows.reduce<number[]>((list, row, i) => {
    if (words.wordsOf[i] !== undefined && !Number.isNaN(values[row] ?? Number.NaN)) list.push(i);
    return list;
  }, []);
  const n = known.length;
  const ranked = ranks(Float64Array.from(known, (i) => values[rows[i] as number] as number));
  const width = words.vocabulary.length;
  const [counts, rankSums, sums] = [new Int32Array(width), new Float64Array(width), new Float64Array(width)];
  let sum = 0;
  let square = 0;
  for (const [k, i] of known.entries()) {
    const value = values[rows[i] as number] as number;
    sum += value;
    square += ((ranked[k] as number) - (n + 1) / 2) ** 2;
    for (const word of words.wordsOf[i] ?? []) {
      counts[word] = (counts[word] as number) + 1;
      rankSums[word] = (rankSums[word] as number) + (ranked[k] as number);
      sums[word] = (sums[word] as number) + value;
    }
  }
  const tried: Tried[] = [];
  for (let word = 0; word < width; word++) {
    const total = counts[word] as number;
    if (total < leastRows || total > n - leastRows) continue;
    // The rank sum of a sample without replacement: the rank-sum test with its correction for ties.
    const spread = Math.sqrt((square * total * (n - total)) / (n * (n - 1)));
    const z = ((rankSums[word] as number) - (total * (n + 1)) / 2) / spread;
    if (!Number.isFinite(z)) continue;
    tried.push({
      word: words.vocabulary[word] ?? '',
      rows: total,
      says: z > 0 ? 'higher' : 'lower',
      withWord: (sums[word] as number) / total,
      without: (sum - (sums[word] as number)) / (n - total),
      ...around(((rankSums[word] as number) / total - (n + 1) / 2) / (n - total), spread / total / (n - total)),
      pValue: 2 * normalCdf(-Math.abs(z)),
    });
  }
  return judged(tried, n);
}

function judged(tried: readonly Tried[], n: number): TellingWords {
  const adjusted = adjustFalseDiscovery(tried.map(({ pValue }) => pValue));
  const words = tried
    .map(({ pValue, ...word }, i): TellingWord => ({ ...word, qValue: adjusted[i] ?? 1 }))
    .filter(({ qValue }) => qValue <= falseDiscovery)
    .sort((a, b) => b.low - a.low || (a.word < b.word ? -1 : 1))
    .slice(0, mostListed);
  return { n, tried: tried.length, words };
}
