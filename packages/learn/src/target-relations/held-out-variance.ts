import { normalCdf, normalQuantile } from '@tend/kernels';
import type { Estimate } from '../metrics/estimate.ts';
import { type FoldSums, overFolds } from './fold-sums.ts';
import { foldCount } from './outcome.ts';

/** The weight of the overall mean in the mean of a code, in rows. */
const priorRows = 10;

/**
 * The share of the variance that the means of codes on the other folds explain, against guessing their overall mean; below
 * 0 where they predict worse. The interval is that of a ratio of means over rows (delta method); as folds learn from each
 * other, the part of the variance that comes with noise in the means counts twice.
 */
export function heldOutVariance(table: FoldSums, confidence: number): Estimate & { readonly pValue: number } {
  const judged = judgedCodes(table);
  let [losses, guessed] = [0, 0];
  for (const { sums, mean, guess } of judged) {
    losses += squaredLoss(sums, mean);
    guessed += squaredLoss(sums, guess);
  }
  if (!(guessed > 0)) return { value: 0, low: 0, high: 0, pValue: 1 };
  const left = losses / guessed;
  let squares = 0;
  // (y - mean)^2 - left * (y - guess)^2 = a y^2 + b y + c, squared and summed from the powers of y.
  for (const { sums, mean, guess } of judged) {
    const a = 1 - left;
    const b = -2 * (mean - left * guess);
    const c = mean * mean - left * guess * guess;
    squares +=
      a * a * sums[4] + 2 * a * b * sums[3] + (b * b + 2 * a * c) * sums[2] + 2 * b * c * sums[1] + c * c * sums[0];
  }
  const error = Math.sqrt((1 + noiseShare(judged, losses)) * Math.max(0, squares)) / guessed;
  const half = normalQuantile(0.5 + confidence / 2) * error;
  const value = 1 - left;
  const pValue = error > 0 ? normalCdf(-value / error) : value > 0 ? 0 : 1;
  return { value, low: value - half, high: Math.min(1, value + half), pValue };
}

type PowerSums = readonly [number, number, number, number, number];

interface JudgedCode {
  readonly sums: PowerSums;
  readonly mean: number;
  readonly guess: number;
  /** Rows of the other folds that the mean was learnt from. */
  readonly learnt: number;
}

/** The share of the spread of learnt means that the chance in their rows alone would give. */
function noiseShare(judged: readonly JudgedCode[], losses: number): number {
  const rows = judged.reduce((sum, { sums }) => sum + sums[0], 0);
  let [spread, chance] = [0, 0];
  for (const { sums, mean, guess, learnt } of judged) {
    spread += sums[0] * (mean - guess) ** 2;
    chance += (sums[0] * (losses / rows) * learnt) / (learnt + priorRows) ** 2;
  }
  return spread > chance ? chance / spread : 1;
}

function judgedCodes(table: FoldSums): readonly JudgedCode[] {
  const { codeCount, width, sums } = table;
  const all = overFolds(table);
  const judged: JudgedCode[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const start = fold * codeCount * width;
    let [rows, total] = [0, 0];
    for (let code = 0; code < codeCount; code++) {
      rows += (all[code * width] ?? 0) - (sums[start + code * width] ?? 0);
      total += (all[code * width + 1] ?? 0) - (sums[start + code * width + 1] ?? 0);
    }
    const guess = total / Math.max(1, rows);
    for (let code = 0; code < codeCount; code++) {
      const at = start + code * width;
      const here = [0, 1, 2, 3, 4].map((k) => sums[at + k] ?? 0) as unknown as PowerSums;
      if (here[0] === 0) continue;
      const learnt = (all[code * width] ?? 0) - here[0];
      const mean = ((all[code * width + 1] ?? 0) - here[1] + priorRows * guess) / (learnt + priorRows);
      judged.push({ sums: here, mean, guess, learnt });
    }
  }
  return judged;
}

function squaredLoss(sums: PowerSums, guess: number): number {
  return Math.max(0, sums[2] - 2 * guess * sums[1] + guess * guess * sums[0]);
}
