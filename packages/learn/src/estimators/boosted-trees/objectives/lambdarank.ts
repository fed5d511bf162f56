import { exp, log } from '@tend/kernels';
import type { Objective, ObjectiveRows } from './objective.ts';
import { unitless } from './unit-of.ts';

/** What pairs of answers of one query are worth. */
interface Query {
  /** Its rows with weight. */
  readonly rows: Int32Array;
  /** 1 / the best DCG of its first `truncation` places; 0 where no answer is relevant. */
  readonly inverseBest: number;
}

/** Distances of scores are divided by, so that pairs of equal scores count most without dividing by 0. */
const nearestDistance = 0.01;

/**
 * LambdaRank: each pair of answers to one query of different relevance pushes its scores apart, by the logistic loss of
 * their difference times what swapping them would change of the NDCG of the first `truncation` places; the pushes of a
 * query are normalised. Gains are 2^relevance - 1. Rows of weight 0 take no part. Source: Burges 2010; LightGBM,
 * rank_objective.
 */
export function lambdarankObjective(truncation: number, starts: Int32Array): Objective {
  let queries: (Query | undefined)[] | undefined;
  return {
    isListwise: true,
    initialMargins: () => [0],
    units: () => unitless,
    setGradients(rows) {
      queries ??= new Array<Query | undefined>(starts.length - 1);
      // A query belongs to the thread of its first row.
      for (let q = 0; q + 1 < starts.length; q++) {
        const first = starts[q] as number;
        if (first < rows.begin || first >= rows.end) continue;
        const end = starts[q + 1] as number;
        const query = queries[q] ?? queryOf(rows, first, end, truncation);
        queries[q] = query;
        rows.gradients.fill(0, first, end);
        rows.hessians.fill(0, first, end);
        if (query.rows.length > 1 && query.inverseBest > 0) setQuery(rows, query, truncation);
      }
    },
  };
}

function queryOf({ targets, weights }: ObjectiveRows, first: number, end: number, truncation: number): Query {
  const rows = Int32Array.from({ length: end - first }, (_, i) => first + i).filter((row) => weights[row] !== 0);
  const best = Float64Array.from(rows, (row) => targets[row] as number)
    .sort()
    .reverse();
  let dcg = 0;
  for (let place = 0; place < Math.min(truncation, best.length); place++)
    dcg += gainOf(best[place] as number) * discountOf(place);
  return { rows, inverseBest: dcg > 0 ? 1 / dcg : 0 };
}

function setQuery(all: ObjectiveRows, { rows, inverseBest }: Query, truncation: number): void {
  const { targets, weights, margins, gradients, hessians } = all;
  // Best score first; of equal ones the first row.
  const order = rows.toSorted((a, b) => (margins[b] as number) - (margins[a] as number) || a - b);
  const count = order.length;
  const scores = Float64Array.from(order, (row) => margins[row] as number);
  const gains = Float64Array.from(order, (row) => gainOf(targets[row] as number));
  const discounts = Float64Array.from({ length: count }, (_, place) => discountOf(place));
  const g = new Float64Array(count);
  const h = new Float64Array(count);
  const isSpread = scores[0] !== scores[count - 1];
  let total = 0;
  for (let i = 0; i < Math.min(truncation, count - 1); i++)
    for (let j = i + 1; j < count; j++) {
      const gap = (gains[i] as number) - (gains[j] as number);
      if (gap === 0) continue;
      const [high, low] = gap > 0 ? [i, j] : [j, i];
      const distance = (scores[high] as number) - (scores[low] as number);
      let worth = Math.abs(gap) * Math.abs((discounts[i] as number) - (discounts[j] as number)) * inverseBest;
      if (isSpread) worth /= nearestDistance + Math.abs(distance);
      const p = 1 / (1 + exp(distance));
      (g[high] as number) -= p * worth;
      (g[low] as number) += p * worth;
      const curvature = p * (1 - p) * worth;
      (h[high] as number) += curvature;
      (h[low] as number) += curvature;
      total += 2 * p * worth;
    }
  const factor = total > 0 ? log(1 + total) / (Math.LN2 * total) : 1;
  for (const [i, row] of order.entries()) {
    const w = factor * (weights[row] as number);
    gradients[row] = w * (g[i] as number);
    hessians[row] = w * (h[i] as number);
  }
}

function gainOf(relevance: number): number {
  return (1 << relevance) - 1;
}

function discountOf(place: number): number {
  return discounts[place] ?? Math.LN2 / log(2 + place);
}

const discounts = Float64Array.from({ length: 1024 }, (_, place) => Math.LN2 / log(2 + place));
