/** The distinct texts of a column in order of first appearance, and how often each stands in it; missing ones are no text. */
export interface SpelledColumn {
  readonly size: number;
  readonly textAt: (code: number) => string;
  /** Bytes of the text in UTF-8. */
  readonly lengthAt: (code: number) => number;
  readonly countAt: (code: number) => number;
}

/** The texts whose code is wanted, one after another; it can be walked again. */
export function textsOf(column: SpelledColumn, isWanted: (code: number) => boolean = () => true): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (let code = 0; code < column.size; code++) if (isWanted(code)) yield column.textAt(code);
    },
  };
}
