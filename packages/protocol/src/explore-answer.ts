/** What an exploration found: the same numbers as its page. Aggregates only; numbers that are not defined are null. */
export interface ExploreAnswer {
  readonly version: 1;
  readonly source: string;
  /** Which rows were looked at, in a clause. */
  readonly population: string;
  readonly tableRows: number;
  readonly rows: number;
  readonly columns: number;
  readonly target: { readonly name: string; readonly type: 'binary' | 'classes' | 'number' } | null;
  readonly verdict: {
    readonly state: 'fails' | 'unknown' | 'warns' | 'passes' | 'note';
    readonly word: string;
    readonly sentence: string;
  };
  /** The most important first. */
  readonly findings: readonly (AnsweredFinding & {
    /** Where one sentence stands for several findings with one reason: those; else empty. */
    readonly covers: readonly AnsweredFinding[];
  })[];
  /** Profiles, relations, missing values, time, rows and texts, in the words of docs/explore.md. */
  readonly exploration: object;
  /** With the table that was named by `--against`. */
  readonly comparison: object | null;
  readonly provenance: {
    readonly command: string;
    readonly tend: string;
    readonly code: string;
    readonly snapshot: string | null;
  };
  /** The page, where one was written; its path is relative to the folder. */
  readonly html: { readonly path: string; readonly sizeBytes: number } | null;
}

/** What is kept of an exploration. */
export interface KeptExplorationAnswer extends ExploreAnswer {
  /** The page as HTML, where it was asked for. */
  readonly page: string | null;
}

/** A fact in a sentence, the number it rests on and the rows it was counted on. */
export interface AnsweredFinding {
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly value: number | null;
  readonly n: number;
  readonly severity: 'block' | 'warn' | 'info';
}
