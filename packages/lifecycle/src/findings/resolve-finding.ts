import { type FindingAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { type DecidedFinding, decideFinding } from './decide-finding.ts';
import { findFinding } from './find-finding.ts';
import { summariseFinding } from './summarise-finding.ts';

/**
 * A person says that a finding is resolved. The next run looks again: where the cause is still there, it is open again.
 * TND-1008 for an unknown id, TND-1009 where it is resolved already.
 */
export async function resolveFinding(
  deps: Deps,
  { id, reason }: ParsedInputOf<'resolveFinding'>,
): Promise<FindingAnswer> {
  const now = deps.clock.now();
  const { row } = await change<DecidedFinding>(
    deps,
    ({ row, record }) => ({ action: 'finding resolved', subject: row.id, facts: { record, reason } }),
    async (transaction) => {
      const finding = await findFinding(transaction, id);
      if (finding.state === 'resolved')
        throw new Problem('TND-1009', {
          message: `the finding ${finding.id} is resolved already`,
          expected: 'a finding that is open or waived',
          came: `resolved${finding.person === null ? '' : ` by ${finding.person}`}: ${finding.reason ?? ''}`,
          next: [`npx --no-install tend findings ${finding.id}`],
        });
      const decision = { decision: 'resolved', reason, until: null, waivedUntil: null, at: now } as const;
      return decideFinding(deps, transaction, finding, decision);
    },
  );
  return { finding: summariseFinding(row, now), next: 'npx --no-install tend run' };
}
