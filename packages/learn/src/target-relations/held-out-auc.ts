import { logit, normalCdf, normalQuantile, sigmoid, wilsonInterval } from '@tend/kernels';
import type { Estimate } from '../metrics/estimate.ts';
import { type FoldSums, overFolds } from './fold-sums.ts';
import { foldCount } from './outcome.ts';

/** The weight of the overall rate in the rate of a code, in rows. */
const priorRows = 10;
/** A class of fewer rows in one fold tells nothing there. */
const leastRows = 2;

/**
 * Area under the ROC curve of the rates that codes have on the other folds, each fold ranked by itself: folds share no
 * scale, and pooling them would put noise below 0.5. Over several asked classes the mean of each against the rest. The
 * interval is DeLong's (1988) over rows, made on the logit; as folds learn from each other, the part of the variance that
 * comes with noise in the rates counts twice. Undefined where a class is too rare in every fold.
 */
export function heldOutAuc(
  table: FoldSums,
  asked: readonly number[],
  confidence: number,
): (Estimate & { readonly pValue: number }) | undefined {
  let [weight, value, variance, rarest] = [0, 0, 0, Number.POSITIVE_INFINITY];
  const all = overFolds(table);
  for (let fold = 0; fold < foldCount; fold++) {
    const judged = aucOfFold(table, all, fold, asked);
    if (judged === undefined) continue;
    weight += judged.n;
    value += judged.n * judged.auc;
    variance += judged.n * judged.n * judged.variance;
    rarest = Math.min(rarest, judged.rarest * foldCount);
  }
  if (weight === 0) return undefined;
  const auc = value / weight;
  const error = Math.sqrt(variance) / weight;
  if (!(error > 0 && auc > 0 && auc < 1))
    return { value: auc, ...wilsonInterval(auc * rarest, rarest, confidence), pValue: auc > 0.5 ? 0 : 1 };
  const half = (normalQuantile(0.5 + confidence / 2) * error) / (auc * (1 - auc));
  const pValue = normalCdf((0.5 - auc) / error);
  return { value: auc, low: sigmoid(logit(auc) - half), high: sigmoid(logit(auc) + half), pValue };
}

interface FoldAuc {
  readonly n: number;
  readonly auc: number;
  readonly variance: number;
  readonly rarest: number;
}

function aucOfFold(
  { codeCount, width, sums }: FoldSums,
  all: Float64Array,
  fold: number,
  asked: readonly number[],
): FoldAuc | undefined {
  const start = fold * codeCount * width;
  const here = sums.subarray(start, start + codeCount * width);
  const sizes = sizesOf(here, codeCount, width);
  const learnt = sizesOf(all, codeCount, width).map((size, code) => size - (sizes[code] ?? 0));
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const learntRows = learnt.reduce((sum, size) => sum + size, 0);
  // The influence of a row: of its code, and what it is more where it is of an asked class.
  const negative = new Float64Array(codeCount);
  const surplus = new Float64Array(codeCount * width);
  let [counted, auc, rarest, noise] = [0, 0, n, 0];
  for (const asks of asked) {
    const hits = Float64Array.from({ length: codeCount }, (_, code) => here[code * width + asks] ?? 0);
    const positives = hits.reduce((sum, count) => sum + count, 0);
    const smaller = Math.min(positives, n - positives);
    if (smaller < leastRows) continue;
    counted++;
    rarest = Math.min(rarest, smaller);
    const known = hits.map((count, code) => (all[code * width + asks] ?? 0) - count);
    const base = known.reduce((sum, count) => sum + count, 0) / learntRows;
    const scores = known.map((count, code) => (count + priorRows * base) / ((learnt[code] ?? 0) + priorRows));
    const placed = placements(scores, hits, sizes);
    auc += placed.auc;
    noise += noiseShare(scores, base, sizes, learnt);
    const [ofPositive, ofNegative] = [n / positives, n / (n - positives)];
    for (let code = 0; code < codeCount; code++) {
      const whenNot = ((placed.above[code] ?? 0) - placed.auc) * ofNegative;
      const when = ((placed.below[code] ?? 0) - placed.auc) * ofPositive;
      negative[code] = (negative[code] ?? 0) + whenNot;
      surplus[code * width + asks] = when - whenNot;
    }
  }
  if (counted === 0) return undefined;
  let squares = 0;
  for (let code = 0; code < codeCount; code++)
    for (let outcome = 0; outcome < width; outcome++) {
      const influence = ((negative[code] ?? 0) + (surplus[code * width + outcome] ?? 0)) / counted;
      squares += (here[code * width + outcome] ?? 0) * influence * influence;
    }
  return { n, auc: auc / counted, variance: ((1 + noise / counted) * squares) / (n * n), rarest };
}

/** The share of the spread of learnt rates that the chance in their rows alone would give. */
function noiseShare(scores: Float64Array, base: number, sizes: Float64Array, learnt: Float64Array): number {
  let [spread, chance] = [0, 0];
  for (let code = 0; code < scores.length; code++) {
    const [n, rows] = [sizes[code] ?? 0, learnt[code] ?? 0];
    spread += n * ((scores[code] ?? 0) - base) ** 2;
    chance += (n * base * (1 - base) * rows) / (rows + priorRows) ** 2;
  }
  return spread > chance ? chance / spread : 1;
}

function sizesOf(sums: Float64Array, codeCount: number, width: number): Float64Array {
  const sizes = new Float64Array(codeCount);
  for (let i = 0; i < sums.length; i++) {
    const code = Math.floor(i / width);
    sizes[code] = (sizes[code] ?? 0) + (sums[i] ?? 0);
  }
  return sizes;
}

/** By code: the share of negatives below it, and of positives above it, ties counting half. */
function placements(
  scores: Float64Array,
  hits: Float64Array,
  sizes: Float64Array,
): { readonly auc: number; readonly below: Float64Array; readonly above: Float64Array } {
  const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  const positives = hits.reduce((sum, count) => sum + count, 0);
  const negatives = sizes.reduce((sum, count) => sum + count, 0) - positives;
  const [below, above] = [new Float64Array(scores.length), new Float64Array(scores.length)];
  let [seenPositives, seenNegatives, auc] = [0, 0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    let [tiedPositives, tiedNegatives] = [0, 0];
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) {
      const code = order[end++] ?? 0;
      tiedPositives += hits[code] ?? 0;
      tiedNegatives += (sizes[code] ?? 0) - (hits[code] ?? 0);
    }
    const under = (seenNegatives + tiedNegatives / 2) / negatives;
    const over = (positives - seenPositives - tiedPositives / 2) / positives;
    for (let i = start; i < end; i++) {
      below[order[i] ?? 0] = under;
      above[order[i] ?? 0] = over;
    }
    auc += (tiedPositives * under) / positives;
    seenPositives += tiedPositives;
    seenNegatives += tiedNegatives;
  }
  return { auc, below, above };
}
