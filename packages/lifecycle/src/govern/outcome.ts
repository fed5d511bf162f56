import type { RunAnswer, Verdict } from '@tend/protocol';
import { approveCommand, missingApprovals, versionName } from './gate.ts';
import { gateOf, type Standing } from './standing.ts';

export interface Outcome {
  readonly state: RunAnswer['state'];
  readonly verdict: Verdict;
  /** One sentence for the record of the iteration. */
  readonly decision: string;
  readonly next: string;
}

/** What an iteration came to: refused by its gate, waiting for a person, or done. Blanks never stop the first model. */
export function outcomeOf(standing: Standing, blanks: readonly string[], isServing: boolean): Outcome {
  const verdict = gateOf(standing);
  const name = versionName(standing);
  if (isServing) return { state: 'done', verdict, decision: `${name} serves`, next: 'npx --no-install tend monitor' };
  if (blanks.length > 0)
    return {
      state: 'done',
      verdict: 'unknown',
      decision: `${name} made; promotion waits for ${blanks.length} blanks of the charter`,
      next: `fill in ${blanks.join(', ')} in tend.yaml, then: npx --no-install tend run`,
    };
  if (verdict === 'fail' || verdict === 'unknown') {
    const open = standing.criteria.filter(
      (criterion) => criterion.verdict === 'fail' || criterion.verdict === 'unknown',
    );
    return {
      state: 'refused',
      verdict,
      decision: `gate refuses ${name}: ${open.map(({ id, verdict }) => `${id} ${verdict === 'fail' ? 'fails' : 'cannot be shown'}`).join(', ') || 'the charter asks for nothing'}`,
      next: 'read the card, then improve data, features or the problem: npx --no-install tend run',
    };
  }
  const rejection = standing.approvals.find((approval) => approval.decision === 'reject');
  if (rejection)
    return {
      state: 'refused',
      verdict,
      decision: `${rejection.person} rejected ${name}: ${rejection.reason}`,
      next: 'answer the reason with a new iteration: npx --no-install tend run',
    };
  if (missingApprovals(standing) > 0)
    return {
      state: 'waiting',
      verdict,
      decision: `${name} passes its gate and waits for approval`,
      next: approveCommand(standing),
    };
  return { state: 'done', verdict, decision: `${name} passes its gate`, next: `npx --no-install tend deploy ${name}` };
}
