import type { Table } from '@tend/table';

/**
 * How a fitted step computes. A whole table runs through in blocks of rows, a single row as a block of one: both call the same
 * function, so they agree to the last bit.
 */
export type Runner = SameRunner | NumberRunner | FromTextRunner | ToTextRunner | MixedRunner;

/** Numbers as they are. */
export interface SameRunner {
  readonly type: 'same';
}

/** Numbers to numbers, NaN for missing: the first `count` entries of each output from those of the inputs. */
export interface NumberRunner {
  readonly type: 'numbers';
  run(inputs: readonly Float64Array[], outputs: readonly Float64Array[], count: number): void;
}

/** One text to numbers. It is asked once for each different text; outputs that it does not emit are 0. */
export interface FromTextRunner {
  readonly type: 'fromText';
  /** Emits each output at most once; undefined is the missing text. */
  encode(text: string | undefined, emit: Emit): void;
}

export type Emit = (output: number, value: number) => void;

/** One text to one text, asked once for each different one; undefined is the missing text. */
export interface ToTextRunner {
  readonly type: 'toText';
  encode(text: string | undefined): string | undefined;
}

/** Any columns to numbers. */
export interface MixedRunner {
  readonly type: 'mixed';
  /** A function that computes the first `count` rows of a block; what the blocks hold changes from call to call. */
  bind(inputs: readonly Block[], outputs: readonly Float64Array[]): (count: number) => void;
}

/** Some rows of one column. */
export type Block = NumberBlock | TextBlock;

export interface NumberBlock {
  readonly type: 'numbers';
  readonly values: Float64Array;
}

/** The text of row r is entries[codes[r] + 1]; the first entry is that of missing texts. */
export interface TextBlock {
  readonly type: 'texts';
  readonly codes: Int32Array;
  readonly entries: (string | undefined)[];
}

/** What a recipe may read besides the rows it is applied to. */
export interface RunContext {
  /** The rows that steps look back on, in any order; of these a row sees those strictly before its time. */
  readonly history?: Table;
}

/** A runner of one number from one number. */
export function eachNumber(compute: (value: number) => number): NumberRunner {
  return {
    type: 'numbers',
    run([input], [output], count) {
      if (input === undefined || output === undefined) return;
      for (let row = 0; row < count; row++) output[row] = compute(input[row] as number);
    },
  };
}

/** A runner of one number from one text. */
export function eachText(compute: (text: string | undefined) => number): FromTextRunner {
  return { type: 'fromText', encode: (text, emit) => emit(0, compute(text)) };
}
