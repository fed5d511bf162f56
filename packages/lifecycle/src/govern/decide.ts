import { type ApprovalAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { evidenceToBind } from './bound-evidence.ts';
import { writeCard } from './card.ts';
import { approveCommand, missingApprovals, requireGate, versionName } from './gate.ts';
import type { ApprovalBody } from './records.ts';
import { type Standing, standingOf } from './standing.ts';
import { verifyEvidence } from './verify-evidence.ts';
import { findVersion, summariseApproval, summariseVersion, type Version } from './versions.ts';

/**
 * A person's approval, bound to the digests of data, code, model and report. TND-3101 before the gate passes, TND-3103
 * for whoever trained it (unless the charter says otherwise) or is not entitled.
 */
export async function approve(deps: Deps, input: ParsedInputOf<'approve'>): Promise<ApprovalAnswer> {
  const version = await findVersion(deps, input.version);
  const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
  requireGate(standing);
  return decide(deps, version, standing, 'approve', input.reason);
}

/** A person's rejection: the version is not promoted on this evaluation. */
export async function reject(deps: Deps, input: ParsedInputOf<'reject'>): Promise<ApprovalAnswer> {
  const version = await findVersion(deps, input.version);
  const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
  return decide(deps, version, standing, 'reject', input.reason);
}

async function decide(
  deps: Deps,
  version: Version,
  standing: Standing,
  decision: 'approve' | 'reject',
  reason: string,
): Promise<ApprovalAnswer> {
  requireEntitled(deps, standing, decision);
  await verifyEvidence(deps, standing);
  const { bound, report } = await evidenceToBind(deps, standing);
  const body: ApprovalBody = {
    inputs: { version: version.digest, evaluation: standing.evaluation.digest },
    id: deps.randomHex(8),
    bound,
    payloads: { report: await deps.blobs.put(report) },
    person: deps.actor.name,
    decision,
    reason,
    isSeparate: deps.actor.name !== version.trainedBy,
  };
  const record = makeRecord(deps, 'approval', body);
  const at = deps.clock.now();
  const row = {
    id: body.id,
    versionDigest: version.digest,
    verdictId: standing.verdict.id,
    person: body.person,
    decision,
    reason,
    isSeparate: body.isSeparate ? 1 : 0,
    voidedAt: null,
    voidReason: null,
    recordDigest: record.digest,
    at,
  };
  const verb = decision === 'approve' ? 'approved' : 'rejected';
  await change(
    deps,
    {
      action: `version ${verb}`,
      subject: versionName(standing),
      facts: { record: record.digest, ...bound, reason, isSeparate: body.isSeparate },
    },
    async (transaction) => {
      await putRecord(transaction, record, { actor: deps.actor, at });
      await transaction.from('approval').insert(row);
    },
  );
  await writeCard(deps, version);
  const after = await deps.store.read((reader) => standingOf(deps, reader, version));
  return {
    approval: await deps.store.read((reader) => summariseApproval(reader, row)),
    version: await summariseVersion(deps, version),
    next: nextAfter(after, decision),
  };
}

function nextAfter(standing: Standing, decision: 'approve' | 'reject'): string {
  if (decision === 'reject') return 'npx --no-install tend run';
  const missing = missingApprovals(standing);
  if (missing > 0) return `${missing} more: npx --no-install tend approve ${versionName(standing)} --as NAME`;
  return `npx --no-install tend deploy ${versionName(standing)}`;
}

/** TND-3103 unless the charter lets this person decide on this version. */
function requireEntitled(deps: Deps, standing: Standing, decision: 'approve' | 'reject'): void {
  const { name } = deps.actor;
  const { entitled, separate } = standing.charter.approvals;
  const { trainedBy } = standing.version;
  if (decision === 'approve' && separate && name === trainedBy)
    throw new Problem('TND-3103', {
      message: `${name} trained ${versionName(standing)} and may not approve it`,
      expected: `someone other than ${trainedBy}${entitled.length > 0 ? `: ${entitled.filter((person) => person !== trainedBy).join(', ')}` : ''}`,
      came: name,
      next: [approveCommand(standing)],
    });
  if (entitled.length > 0 && !entitled.includes(name))
    throw new Problem('TND-3103', {
      message: `${name} is not entitled to ${decision} in this project`,
      expected: `one of ${entitled.join(', ')} (approvals.entitled in tend.yaml)`,
      came: name,
      next: [`npx --no-install tend ${decision} ${versionName(standing)} --as NAME`],
    });
  const earlier = standing.approvals.find((row) => row.person === name && row.decision === decision);
  if (earlier)
    throw new Problem('TND-3103', {
      message: `${name} has ${decision === 'approve' ? 'approved' : 'rejected'} ${versionName(standing)} already`,
      expected: 'one decision a person',
      came: `a second one`,
      next: ['npx --no-install tend status'],
    });
}
