import { Problem } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { approveCommand, versionName } from './gate.ts';
import { type Standing, standingOf } from './standing.ts';

type Deployment = Pick<Tables['deployment'], 'versionDigest' | 'promotionId'>;

/**
 * The standing that a deployment was promoted on: its verdict, evaluation and charter, whatever was evaluated since. What
 * serves must not change because somebody ran another iteration.
 */
export async function promotedStanding(ports: Ports, reader: Reader, deployment: Deployment): Promise<Standing> {
  const version = await reader.from('version').first({ digest: deployment.versionDigest });
  const promotion = await reader.from('promotion').first({ id: deployment.promotionId });
  if (!version || !promotion)
    throw new Problem('TND-4007', { message: 'a deployment names a version or a promotion that is gone' });
  return standingOf(ports, reader, version, promotion.verdictId);
}

/**
 * TND-3104 where the approvals that a promotion needed have been voided since and no live ones, of this or a newer
 * evaluation, stand in for them. Bytes that were put back revive no approval: a person does.
 */
export async function requireStillApproved(ports: Ports, deployment: Deployment): Promise<void> {
  const { standing, promotion, given } = await ports.store.read(async (reader) => ({
    standing: await promotedStanding(ports, reader, deployment),
    promotion: await reader.from('promotion').first({ id: deployment.promotionId }),
    given: await reader.from('approval').find({ versionDigest: deployment.versionDigest, decision: 'approve' }),
  }));
  const counted = given.filter(
    ({ voidedAt, person }) =>
      voidedAt === null && !(promotion?.mustBeSeparate === 1 && person === standing.version.trainedBy),
  );
  const needed = promotion?.requiredApprovals ?? 0;
  const persons = new Set(counted.map(({ person }) => person)).size;
  if (persons >= needed) return;
  const last = given.findLast(({ voidedAt }) => voidedAt !== null);
  throw new Problem('TND-3104', {
    message: `the approval behind ${versionName(standing)} is void${last ? `: ${last.person} had approved, then ${last.voidReason}` : ''}`,
    expected: needed === 1 ? 'a live approval' : `${needed} live approvals`,
    came: `${persons}`,
    next: [approveCommand(standing)],
  });
}
