import { anyValue, isPlainRule, type LeafRule, leafScore, leafValue, type ValueRange } from './leaf-value.ts';

/** One leaf whose best split is sought, in the units of its sums. */
export interface SplitQuestion {
  readonly rule: LeafRule;
  readonly sumG: number;
  readonly sumH: number;
  readonly rowsPerHessian: number;
  /** Smallest sum of h on either side. */
  readonly minH: number;
  /** A gain must be above it. */
  readonly minGain: number;
  /** The leaf's own value: that of its children's parent. */
  readonly value: number;
  readonly range: ValueRange;
  /** Score of the leaf as it is: a split gains what its children score above it. */
  readonly score: number;
  /** Neither shaped values nor a range: the gain needs one division. */
  readonly isPlain: boolean;
}

/** The question that a leaf puts to every feature. */
export function splitQuestion(of: Omit<SplitQuestion, 'score' | 'isPlain'>): SplitQuestion {
  const { rule, sumG, sumH, rowsPerHessian, value, range } = of;
  // As LightGBM: the leaf's own value takes the part of the parent's, and the range is left out.
  const own = leafValue(rule, rule.l2, sumG, sumH, sumH * rowsPerHessian, value, anyValue);
  const isPlain = isPlainRule(rule) && range.low === anyValue.low && range.high === anyValue.high;
  return { ...of, score: leafScore(rule.l1, rule.l2, sumG, sumH, own), isPlain };
}

/** The value of a child with sums `g` and `h`. */
export function childValue(question: SplitQuestion, l2: number, g: number, h: number): number {
  const rows = Math.floor(h * question.rowsPerHessian + 0.5);
  return leafValue(question.rule, l2, g, h, rows, question.value, question.range);
}

/**
 * What a split gains that sends sums `g` and `h` to the left; -Infinity where the values of the children run against
 * `direction` (1: not falling from left to right, -1: not rising, 0: either). Source: LightGBM, GetSplitGains.
 */
export function splitGain(question: SplitQuestion, l2: number, direction: number, g: number, h: number): number {
  const { rule, sumG, sumH, score } = question;
  const restG = sumG - g;
  const restH = sumH - h;
  if (question.isPlain && direction === 0) {
    const left = h + l2;
    const right = restH + l2;
    return (g * g * right + restG * restG * left) / (left * right) - score;
  }
  const left = childValue(question, l2, g, h);
  const right = childValue(question, l2, restG, restH);
  if (direction * (right - left) < 0) return Number.NEGATIVE_INFINITY;
  return leafScore(rule.l1, l2, g, h, left) + leafScore(rule.l1, l2, restG, restH, right) - score;
}
