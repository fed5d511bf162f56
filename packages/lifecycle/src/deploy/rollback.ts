import { type DeployAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { promotedStanding, requireStillApproved, verifyEvidence, versionName, writeCard } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { type Deployment, newDeploymentId, servingDeployment, summariseDeployment } from './deployments.ts';
import { goldenRowsOf } from './require-golden-rows.ts';

/**
 * Lets the version that served before serve again, as a new deployment under its earlier promotion. TND-4006 where none
 * stands by; TND-3104 where its evidence has changed or its approvals are void, TND-3110 where
 * it answers otherwise than at its training.
 */
export async function rollback(deps: Deps, input: ParsedInputOf<'rollback'>): Promise<DeployAnswer> {
  return withLease(deps, 'the deployment', async (lease) => {
    const current = await servingDeployment(deps);
    const before = await deps.store.read((reader) =>
      reader.from('deployment').first({ state: 'standby' }, { descending: true }),
    );
    if (!current || !before)
      throw new Problem('TND-4006', {
        message: 'no earlier version stands ready',
        expected: 'a version that served before the present one',
        came: current ? `only ${current.modelName}@v${current.versionNumber}` : 'no deployment at all',
        next: ['npx --no-install tend status'],
      });
    const standing = await deps.store.read((reader) => promotedStanding(deps, reader, before));
    const { version } = standing;
    await verifyEvidence(deps, standing);
    await requireStillApproved(deps, before);
    // A version without golden rows served before: that it may again is the point of a rollback.
    const golden = await goldenRowsOf(deps, version);
    const at = deps.clock.now();
    const id = newDeploymentId(deps);
    const promotion = await deps.store.read((reader) => reader.from('promotion').first({ id: before.promotionId }));
    const record = makeRecord(deps, 'deployment', {
      inputs: { version: version.digest, promotion: promotion?.recordDigest ?? '' },
      id,
      reason: `rolled back from ${current.modelName}@v${current.versionNumber}: ${input.reason}`,
    });
    const row: Deployment = { ...before, id, state: 'serving', recordDigest: record.digest, at };
    await change(
      deps,
      {
        action: 'rolled back',
        subject: versionName(standing),
        facts: { record: record.digest, deployment: id, from: current.id, reason: input.reason },
      },
      async (transaction) => {
        await lease.renew(transaction);
        await putRecord(transaction, record, { actor: deps.actor, at });
        await transaction.from('deployment').update({ id: before.id }, { state: 'retired' });
        await transaction.from('deployment').update({ id: current.id }, { state: 'standby' });
        await transaction.from('deployment').insert(row);
      },
    );
    await writeCard(deps, version);
    return {
      deployment: await summariseDeployment(deps, row),
      previous: await summariseDeployment(deps, { ...current, state: 'standby' }),
      criteria: standing.criteria,
      golden,
      next: 'a running server changes over by itself; otherwise: npx --no-install tend serve',
    };
  });
}
