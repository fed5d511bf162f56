import { eachGram, type GramRule } from '../../text/n-grams.ts';

/** How often an n-gram occurs, each row with its text counting, and in how many rows. */
export interface GramCount {
  readonly gram: string;
  readonly count: number;
  readonly rows: number;
}

/** A text and the number of rows that have it. */
export interface CountedText {
  readonly text: string;
  readonly rows: number;
}

interface Counter {
  readonly gram: string;
  count: number;
  rows: number;
  /** The last text it was seen in. */
  seenIn: number;
}

/** Different n-grams that are counted at a time: about 100 MB of short ones. */
export const mostCounted: number = 2 ** 19;

/**
 * The n-grams of some texts with their counts. All of them where no more than `limit` are different. Else every one that makes up more
 * than 2 / limit of all occurrences, and others besides, with exact counts all the same: a first pass finds them by counters of which
 * the median is taken off whenever all are taken (Misra and Gries 1982; Anderson et al. 2017), a second pass counts them. The result
 * depends on texts and limit alone, and never are there more than `limit` counters.
 */
export function countGrams(
  texts: readonly CountedText[],
  rule: GramRule,
  limit: number = mostCounted,
): readonly GramCount[] {
  const counters = new Map<string, Counter>();
  let isExact = true;
  for (const [place, { text, rows }] of texts.entries())
    eachGram(text, rule, (gram) => {
      let counter = counters.get(gram);
      if (counter === undefined) {
        if (counters.size >= limit) {
          takeOffMedian(counters);
          isExact = false;
        }
        counter = { gram, count: 0, rows: 0, seenIn: -1 };
        counters.set(gram, counter);
      }
      count(counter, place, rows);
    });
  if (!isExact) countAgain(counters, texts, rule);
  return [...counters.values()];
}

function count(counter: Counter, place: number, rows: number): void {
  counter.count += rows;
  if (counter.seenIn !== place) counter.rows += rows;
  counter.seenIn = place;
}

/** At least half of the counters come to nothing and are free again. */
function takeOffMedian(counters: Map<string, Counter>): void {
  const counts = Float64Array.from(counters.values(), (counter) => counter.count).sort();
  const median = counts[counts.length >> 1] ?? 0;
  for (const [gram, counter] of counters)
    if (counter.count <= median) counters.delete(gram);
    else counter.count -= median;
}

function countAgain(counters: ReadonlyMap<string, Counter>, texts: readonly CountedText[], rule: GramRule): void {
  for (const counter of counters.values()) {
    counter.count = 0;
    counter.rows = 0;
    counter.seenIn = -1;
  }
  for (const [place, { text, rows }] of texts.entries())
    eachGram(text, rule, (gram) => {
      const counter = counters.get(gram);
      if (counter !== undefined) count(counter, place, rows);
    });
}
