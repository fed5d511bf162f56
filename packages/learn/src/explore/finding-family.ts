/** What findings that say the same of several columns have in common. */
export interface FindingFamily {
  /** Findings with the same key belong together. */
  readonly key: string;
  /** How many of the most important ones keep a sentence of their own. */
  readonly apart: number;
  readonly columns: readonly string[];
  /** What the finding adds to the sentence of all, such as `"age" (2.7% of the rows)`. */
  readonly part: string;
  /** The sentence of all, of their number and their parts. */
  readonly sentence: (count: number, parts: string) => string;
}
