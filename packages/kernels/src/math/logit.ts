import { log } from './log.ts';
import { log1p } from './log1p.ts';

/** log(p / (1 - p)), the log-odds of a probability; infinite at 0 and 1, NaN outside. */
export function logit(p: number): number {
  return log(p) - log1p(-p);
}
