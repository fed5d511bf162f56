import { type DeployAnswer, type GoldenCheck, type ParsedInputOf, Problem } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { requireFilled } from '../charter/read-charter.ts';
import {
  findVersion,
  requireApprovals,
  requireGate,
  type Standing,
  standingOf,
  type Version,
  verifyEvidence,
  versionName,
  writeCard,
} from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import type { Transaction } from '../store/store.ts';
import { newDeploymentId, servingDeployment, summariseDeployment } from './deployments.ts';
import { requireGoldenRowsKept } from './require-golden-rows.ts';

const alias = 'champion';

/**
 * Promotes a version through the gate and lets it serve; the one that served before stays ready for rollback. TND-1005
 * for blanks, TND-3101 for a criterion, TND-3102 for an approval, TND-3104 for changed evidence, TND-3110 for other
 * answers. The database refuses too.
 */
export async function deploy(deps: Deps, input: ParsedInputOf<'deploy'>): Promise<DeployAnswer> {
  return withLease(deps, 'the deployment', async (lease) => {
    const version = await findVersion(deps, input.version);
    const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
    requireFilled(standing.charter, ['objective', 'decision', 'criteria'], 'promotion');
    requireGate(standing);
    // Before the approvals are counted: this voids those whose evidence has changed.
    await verifyEvidence(deps, standing);
    requireApprovals(standing);
    const golden = await requireGoldenRowsKept(deps, version);
    const previous = await servingDeployment(deps);
    if (previous?.versionDigest === version.digest)
      throw new Problem('TND-1009', {
        message: `${versionName(standing)} serves already`,
        expected: 'another version',
        came: `deployment ${previous.id}`,
        next: ['npx --no-install tend status'],
      });
    const { promotion, promotionRow, deployment, deploymentRow } = recordsFor(deps, standing, golden);
    await change(
      deps,
      {
        action: 'version promoted and deployed',
        subject: versionName(standing),
        facts: {
          record: deployment.digest,
          deployment: deploymentRow.id,
          promotion: promotion.digest,
          previous: previous?.id ?? null,
        },
      },
      async (transaction) => {
        await lease.renew(transaction);
        const envelope = { actor: deps.actor, at: promotionRow.at };
        await putRecord(transaction, promotion, envelope);
        await transaction.from('promotion').insert(promotionRow);
        await putRecord(transaction, deployment, envelope);
        await transaction.from('deployment').update({ state: 'standby' }, { state: 'retired' });
        await transaction.from('deployment').update({ state: 'serving' }, { state: 'standby' });
        await transaction.from('deployment').insert(deploymentRow);
        await closeIteration(transaction, version, versionName(standing));
      },
    );
    await writeCard(deps, version);
    return {
      deployment: await summariseDeployment(deps, deploymentRow),
      previous: previous ? await summariseDeployment(deps, { ...previous, state: 'standby' }) : null,
      criteria: standing.criteria,
      golden,
      next: 'npx --no-install tend serve',
    };
  });
}

/** The iteration that made the version is done, and so is the alarm that opened it: the cause was repaired and now serves. */
async function closeIteration(transaction: Transaction, version: Version, name: string): Promise<void> {
  if (version.iteration === null) return;
  const iterations = transaction.from('iteration');
  const iteration = await iterations.first({ number: version.iteration });
  await iterations.update(
    { number: version.iteration },
    { state: 'done', decision: `${name} was promoted and serves` },
  );
  if (iteration)
    await transaction.from('alarm').update({ id: iteration.trigger, state: 'open' }, { state: 'resolved' });
}

function recordsFor(deps: Deps, standing: Standing, golden: GoldenCheck) {
  const { version, verdict, evaluation, charter } = standing;
  const at = deps.clock.now();
  const person = deps.actor.name;
  const promotion = makeRecord(deps, 'promotion', {
    inputs: {
      version: version.digest,
      evaluation: evaluation.digest,
      approvals: standing.approvals
        .filter(({ decision }) => decision === 'approve')
        .map(({ recordDigest }) => recordDigest),
    },
    id: deps.randomHex(8),
    alias,
    person,
    golden,
    waivers: standing.waivers.filter(({ isExpired }) => !isExpired).map(({ id }) => id),
  });
  const id = newDeploymentId(deps);
  const deployment = makeRecord(deps, 'deployment', {
    inputs: { version: version.digest, promotion: promotion.digest },
    id,
    reason: `promoted as ${versionName(standing)}`,
  });
  return {
    promotion,
    promotionRow: {
      id: promotion.body.id,
      modelName: version.modelName,
      alias,
      versionDigest: version.digest,
      verdictId: verdict.id,
      requiredApprovals: charter.approvals.required,
      mustBeSeparate: charter.approvals.separate ? 1 : 0,
      person,
      recordDigest: promotion.digest,
      at,
    },
    deployment,
    deploymentRow: {
      id,
      modelName: version.modelName,
      versionDigest: version.digest,
      versionNumber: version.number,
      promotionId: promotion.body.id,
      state: 'serving' as const,
      recordDigest: deployment.digest,
      at,
    },
  };
}
