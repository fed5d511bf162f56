import { wilsonInterval } from '@tend/kernels';
import type { KnownRows } from './known-rows.ts';
import type { Region } from './regions-of.ts';

/** How pure an outcome is in a region, and whether that is suspicious. */
export interface Judged {
  readonly region: Region;
  readonly outcome: 0 | 1;
  readonly purity: number;
  readonly purityLow: number;
  readonly baseRate: number;
  /** Something entered goes with one outcome without exception. */
  readonly isCertain: boolean;
  /** purityLow over what a suspect needs; from 1 on it is one. */
  readonly strength: number;
}

const leastLift = 5;
const leastPurity = 0.75;
/** What suffices where the outcome is too common for that lift: of all entered values, and of any other region. */
const nearlyAlways = 0.95;
const practicallyAlways = 0.99;
const leastCertainRows = 50;
/** An outcome this common is nearly pure in many an honest region. */
const commonOutcome = 2 / 3;
const commonInTail = 1 / 2;

/**
 * Judges one of `regionCount` regions tried in a column by the Wilson lower bound of its purity (95%, one-sided,
 * Bonferroni over the regions). Honest columns rise gradually, so the tails of spread-out numbers need 0.99; what was
 * entered where most rows have nothing needs 5 times the base rate and 0.75.
 */
export function judgeRegion(region: Region, outcome: 0 | 1, regionCount: number, known: KnownRows): Judged {
  const total = known.rows.length;
  const baseRate = (outcome === 1 ? known.positives : total - known.positives) / total;
  const hits = outcome === 1 ? region.positives : region.n - region.positives;
  const purity = hits / region.n;
  const purityLow = wilsonInterval(hits, region.n, 1 - 0.1 / regionCount).low;
  const isPresence = region.kind === 'presence' || region.kind === 'absence';
  const isEntered = isPresence || region.kind === 'default';
  const isCommon = baseRate >= commonOutcome;
  // What is missing has many causes: without exception it is certain only where it covers most of that outcome.
  const isPure = isEntered && purity === 1 && (region.kind !== 'absence' || hits * 2 >= baseRate * total);
  // No row of that outcome outside, and little else inside.
  const isWhole = isPresence && hits === Math.round(baseRate * total) && purityLow >= leastPurity;
  const isCertain = (isPure || isWhole) && hits >= leastCertainRows && !isCommon;
  const most = isEntered ? nearlyAlways : practicallyAlways;
  const byLift = Math.min(most, Math.max(leastPurity, leastLift * baseRate));
  const needed = region.kind === 'tail' ? practicallyAlways : byLift;
  const isTooCommon = isCommon || (region.kind === 'tail' && baseRate > commonInTail);
  const strength = isTooCommon ? 0 : purityLow / needed;
  return {
    region,
    outcome,
    purity,
    purityLow,
    baseRate,
    isCertain,
    strength: isCertain ? Math.max(1, strength) : strength,
  };
}
