import type { Costs } from './metric.ts';
import { scoreOrder } from './score-order.ts';

/** No probability reaches it: the threshold at which nobody is acted on. */
const never = 1 + Number.EPSILON;

/**
 * The threshold (act where score >= threshold) of least total cost on these rows. Of equally cheap ones the highest is
 * taken, so it is a score of the rows, or just above 1 where acting never pays. It fits these rows: choose it on rows
 * other than those that it is judged on.
 */
export function costThreshold(y: Float64Array, score: Float64Array, costs: Costs): number {
  const { rows, groupEnds } = scoreOrder(score);
  let missed = 0;
  let needless = 0;
  for (const outcome of y) if (outcome === 1) missed++;
  let least = missed * costs.missed;
  let threshold = never;
  let i = rows.length - 1;
  for (let group = groupEnds.length - 1; group >= 0; group--) {
    const start = group === 0 ? 0 : (groupEnds[group - 1] as number);
    for (; i >= start; i--) {
      if (y[rows[i] as number] === 1) missed--;
      else needless++;
    }
    // From whole counts: amounts added up would round differently along the way and break ties.
    const cost = missed * costs.missed + needless * costs.needless;
    if (cost < least) {
      least = cost;
      threshold = score[rows[start] as number] as number;
    }
  }
  return threshold;
}
