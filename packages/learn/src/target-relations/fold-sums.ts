import { type ClassOutcome, foldCount, type NumberOutcome, type Outcome } from './outcome.ts';

/** Sums of the outcome by fold and code: `width` numbers each, at (fold * codes + code) * width. */
export interface FoldSums {
  readonly codeCount: number;
  /** Classes: rows of each class. A number: the count and the sums of the first four powers. */
  readonly width: number;
  readonly sums: Float64Array;
}

/** `codes`: one a row of the outcome, below `codeCount`. */
export function foldSums(codes: Int32Array | Uint8Array, codeCount: number, outcome: Outcome): FoldSums {
  const width = outcome.type === 'number' ? 5 : outcome.names.length;
  const sums = new Float64Array(foldCount * codeCount * width);
  if (outcome.type === 'classes') countClasses(sums, codes, codeCount, outcome);
  else addPowers(sums, codes, codeCount, outcome);
  return { codeCount, width, sums };
}

function countClasses(
  sums: Float64Array,
  codes: Int32Array | Uint8Array,
  codeCount: number,
  { folds, codes: classes, names }: ClassOutcome,
): void {
  const width = names.length;
  for (let i = 0; i < classes.length; i++) {
    const cell = ((folds[i] as number) * codeCount + (codes[i] as number)) * width + (classes[i] as number);
    sums[cell] = (sums[cell] as number) + 1;
  }
}

function addPowers(
  sums: Float64Array,
  codes: Int32Array | Uint8Array,
  codeCount: number,
  { folds, values }: NumberOutcome,
): void {
  for (let i = 0; i < values.length; i++) {
    const at = ((folds[i] as number) * codeCount + (codes[i] as number)) * 5;
    let power = 1;
    for (let k = 0; k < 5; k++) {
      sums[at + k] = (sums[at + k] as number) + power;
      power *= values[i] as number;
    }
  }
}

/** The same sums over all folds. */
export function overFolds({ codeCount, width, sums }: FoldSums): Float64Array {
  const all = new Float64Array(codeCount * width);
  for (let fold = 0; fold < foldCount; fold++)
    for (let i = 0; i < all.length; i++) all[i] = (all[i] as number) + (sums[fold * all.length + i] as number);
  return all;
}
