import { foldCount, type Outcome } from './outcome.ts';

/** Sums of the outcome by fold and code: `width` numbers each, at (fold * codes + code) * width. */
export interface FoldSums {
  readonly codeCount: number;
  /** Classes: rows of each class. A number: the count and the sums of the first four powers. */
  readonly width: number;
  readonly sums: Float64Array;
}

/** `codes`: one a row of the outcome, below `codeCount`. */
export function foldSums(codes: ArrayLike<number>, codeCount: number, outcome: Outcome): FoldSums {
  const width = outcome.type === 'number' ? 5 : outcome.names.length;
  const sums = new Float64Array(foldCount * codeCount * width);
  for (let i = 0; i < outcome.rows.length; i++) {
    const at = ((outcome.folds[i] as number) * codeCount + (codes[i] as number)) * width;
    if (outcome.type === 'classes') {
      const cell = at + (outcome.codes[i] as number);
      sums[cell] = (sums[cell] as number) + 1;
      continue;
    }
    let power = 1;
    for (let k = 0; k < 5; k++) {
      sums[at + k] = (sums[at + k] as number) + power;
      power *= outcome.values[i] as number;
    }
  }
  return { codeCount, width, sums };
}

/** The same sums over all folds. */
export function overFolds({ codeCount, width, sums }: FoldSums): Float64Array {
  const all = new Float64Array(codeCount * width);
  for (let i = 0; i < sums.length; i++) all[i % all.length] = (all[i % all.length] as number) + (sums[i] as number);
  return all;
}
