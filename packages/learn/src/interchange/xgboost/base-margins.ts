import { log } from '@tend/kernels';
import { MalformedModel } from '../../malformed-model.ts';
import type { BaseScale } from './xgboost-objectives.ts';

/**
 * The margins before the first tree, one an output, from a base_score in any of its spellings: `5E-1` (before 3.1), `[5E-1]`,
 * `[0.1,0.2]`. In float32, step by step as XGBoost.
 */
export function baseMargins(baseScore: unknown, scale: BaseScale, outputCount: number): Float64Array {
  const scores = parseScores(baseScore);
  if (scores.length !== 1 && scores.length !== outputCount)
    throw new MalformedModel('base_score', `1 or ${outputCount} numbers`, String(scores.length));
  return Float64Array.from({ length: outputCount }, (_, output) => {
    const score = Math.fround(scores[scores.length === 1 ? 0 : output] as number);
    const margin = Math.fround(marginOf(score, scale));
    if (!Number.isFinite(margin)) throw new MalformedModel('base_score', `a ${scale}`, String(score));
    return margin;
  });
}

function marginOf(score: number, scale: BaseScale): number {
  if (scale === 'margin') return score;
  if (scale === 'mean') return log(score);
  return -log(Math.fround(Math.fround(1 / score) - 1));
}

function parseScores(text: unknown): readonly number[] {
  if (typeof text !== 'string') throw new MalformedModel('base_score', 'a text', typeof text);
  const words = text.replace(/^\[(.*)\]$/, '$1').split(',');
  return words.map((word) => {
    const score = word.trim() === '' ? Number.NaN : Number(word);
    if (Number.isNaN(score)) throw new MalformedModel('base_score', 'numbers', JSON.stringify(text.slice(0, 60)));
    return score;
  });
}
