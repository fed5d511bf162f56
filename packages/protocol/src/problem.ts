/**
 * The error catalogue. A code never changes its meaning; the sentence is made from `expected`, `came` and `next`
 * where the problem arises, and exit codes and HTTP statuses are mapped at the edges only.
 */
export const problems = {
  // 10xx: wrong use and a charter that cannot be read
  'TND-1001': { category: 'input', title: 'the charter is not valid' },
  'TND-1002': { category: 'input', title: 'there is no project here' },
  'TND-1003': { category: 'input', title: 'the command was not understood' },
  'TND-1004': { category: 'input', title: 'the file cannot be read' },
  'TND-1005': { category: 'input', title: 'the charter has blanks that this step needs' },
  'TND-1006': { category: 'input', title: 'the expression is not valid' },
  'TND-1007': { category: 'input', title: 'a project exists here already' },
  'TND-1008': { category: 'input', title: 'nothing has this name' },
  'TND-1009': { category: 'input', title: 'the request is not valid' },
  // 12xx: data
  'TND-1201': { category: 'input', title: 'the data cannot be read strictly' },
  'TND-1202': { category: 'input', title: 'the target cannot be learned' },
  'TND-1203': { category: 'refused', title: 'the data breaks its contract' },
  'TND-1204': { category: 'input', title: 'the split leaves too little' },
  'TND-1205': { category: 'input', title: 'the predictions file is not valid' },
  // 20xx: learning
  'TND-2001': { category: 'input', title: 'a parameter is out of range' },
  'TND-2002': { category: 'refused', title: 'the stored model is malformed' },
  'TND-2003': { category: 'refused', title: 'the rebuilt model differs' },
  // 31xx: gates, approvals, evidence
  'TND-3101': { category: 'refused', title: 'the gate refuses the version' },
  'TND-3102': { category: 'waiting', title: 'an approval is missing' },
  'TND-3103': { category: 'refused', title: 'this person may not approve' },
  'TND-3104': { category: 'refused', title: 'the evidence has changed' },
  'TND-3105': { category: 'refused', title: 'the audit log does not verify' },
  'TND-3106': { category: 'refused', title: 'this waiver is not allowed' },
  'TND-3107': { category: 'refused', title: 'access is denied' },
  'TND-3108': { category: 'refused', title: 'the version was rejected' },
  'TND-3109': { category: 'refused', title: 'a person has withdrawn their data' },
  'TND-3110': { category: 'refused', title: 'the model answers otherwise than at its training' },
  // 40xx: the workspace and the machine
  'TND-4001': { category: 'input', title: 'the port is in use' },
  'TND-4002': { category: 'input', title: 'the disk is full' },
  'TND-4003': { category: 'input', title: 'another process works on this' },
  'TND-4004': { category: 'input', title: 'the workspace is newer than this program' },
  'TND-4005': { category: 'refused', title: 'the database refuses' },
  'TND-4006': { category: 'input', title: 'nothing is deployed' },
  'TND-4007': { category: 'internal', title: 'the workspace is damaged' },
  // 90xx
  'TND-9001': { category: 'internal', title: 'an internal error' },
  'TND-9002': { category: 'interrupted', title: 'interrupted' },
} as const satisfies Record<string, { category: ProblemCategory; title: string }>;

export type ProblemCategory = 'input' | 'refused' | 'waiting' | 'internal' | 'interrupted';
export type ProblemCode = keyof typeof problems;

/** A place in a file a person can open. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The text of that line, as it stands in the file. */
  readonly text?: string;
}

export interface ProblemDetail {
  /** One sentence that names the thing, e.g. `line 18,204 of churn.csv has 24 fields`. */
  readonly message: string;
  readonly expected?: string;
  readonly came?: string;
  /** What to do next, most likely first; a command where there is one. */
  readonly next?: readonly string[];
  readonly place?: Place;
  /** Facts for programs (criterion, asked, got, ...), never row values. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** An expected failure with its place in the catalogue. Anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;

  constructor(code: ProblemCode, detail: ProblemDetail, options?: ErrorOptions) {
    super(detail.message, options);
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
  }

  get category(): ProblemCategory {
    return problems[this.code].category;
  }

  /** The form in which a problem travels: over HTTP, between threads, in `--json` output. */
  toJSON(): ProblemJson {
    return { code: this.code, title: problems[this.code].title, ...this.detail };
  }

  static fromJSON(json: ProblemJson): Problem {
    const { code, title: _title, ...detail } = json;
    return new Problem(code, detail);
  }
}

export interface ProblemJson extends ProblemDetail {
  readonly code: ProblemCode;
  readonly title: string;
}
