import { type DecisionForest, splitRule } from './decision-forest.ts';

const { missingGoesLeft, zeroIsMissing, categorical, truncatesNegative } = splitRule;
/** LightGBM's kZeroThreshold. */
const zeroThreshold = Math.fround(1e-35);

/** Whether `value` goes to the left child of a split. */
export function goesLeft(forest: DecisionForest, split: number, value: number): boolean {
  const rule = forest.rule[split] as number;
  if ((rule & categorical) === 0) return numberGoesLeft(forest.threshold[split] as number, rule, value);
  const { setStart, setWords } = forest;
  return categoryGoesLeft(setWords, setStart[split] as number, setStart[split + 1] as number, rule, value);
}

/** The same for a split by a threshold. */
export function numberGoesLeft(threshold: number, rule: number, value: number): boolean {
  if (Number.isNaN(value) || ((rule & zeroIsMissing) !== 0 && Math.abs(value) <= zeroThreshold))
    return (rule & missingGoesLeft) !== 0;
  return value <= threshold;
}

/** The same for a split by categories, whose bits are the words from `start` to `end`. */
export function categoryGoesLeft(words: Uint32Array, start: number, end: number, rule: number, value: number): boolean {
  if (Number.isNaN(value)) return (rule & missingGoesLeft) !== 0;
  if (value < 0 && !(value > -1 && (rule & truncatesNegative) !== 0)) return false;
  const category = Math.trunc(value);
  // Not `>> 5`: a category may lie beyond 32 bits.
  const word = start + Math.floor(category / 32);
  return word < end && (((words[word] as number) >>> (category % 32)) & 1) === 1;
}
