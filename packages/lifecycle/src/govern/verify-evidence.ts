import { Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import { standInOf } from '../withdrawn/index.ts';
import { evidenceToBind } from './bound-evidence.ts';
import { approveCommand, versionName } from './gate.ts';
import type { BoundEvidence } from './records.ts';
import type { Standing } from './standing.ts';

const roles = ['data', 'code', 'model', 'report'] as const;

/**
 * Hashes the bytes behind every digest that the version's live approvals are bound to, and those that a new one would be
 * bound to. Where one has changed or is gone, the approvals are voided, with the reason in the audit log, and TND-3104
 * says which.
 */
export async function verifyEvidence(deps: Deps, standing: Standing): Promise<void> {
  const broken = await firstBroken(deps, standing).catch(reasonOf);
  if (broken === undefined) return;
  const approvals = standing.approvals.filter(({ decision }) => decision === 'approve').map(({ id }) => id);
  if (approvals.length > 0)
    await change(
      deps,
      { action: 'approvals voided', subject: versionName(standing), facts: { reason: broken, approvals } },
      (transaction) =>
        transaction
          .from('approval')
          .update({ id: approvals, voidedAt: null }, { voidedAt: deps.clock.now(), voidReason: broken }),
    );
  throw new Problem('TND-3104', {
    message: `the evidence behind ${versionName(standing)} has changed: ${broken}`,
    expected: 'the very bytes that were evaluated and approved',
    came: broken,
    next: [
      'npx --no-install tend audit verify',
      'restore .tend/blobs from a copy; what was approved is approved again after that',
      approveCommand(standing),
    ],
  });
}

async function firstBroken(deps: Deps, standing: Standing): Promise<string | undefined> {
  const { bound: now } = await evidenceToBind(deps, standing);
  // The report of a new approval is rendered when it is given; that of an approval is what was stored then.
  const recorded = await firstNotIntact(deps, { ...now, report: '' });
  if (recorded !== undefined) return recorded;
  for (const approval of standing.approvals) {
    const { bound } = await deps.store.read(
      async (reader) => (await getRecord(deps, reader, 'approval', approval.recordDigest)).body,
    );
    for (const role of ['data', 'code', 'model'] as const)
      if (bound[role] !== now[role])
        return `${approval.person} approved the ${role} ${shortDigest(bound[role])}, now it is ${shortDigest(now[role])}`;
    const broken = await firstNotIntact(deps, { ...bound, data: '', code: '', model: '' });
    if (broken !== undefined) return broken;
  }
  return undefined;
}

async function firstNotIntact(deps: Deps, evidence: BoundEvidence): Promise<string | undefined> {
  for (const role of roles) {
    const digest = evidence[role];
    if (digest !== '' && !(await isIntact(deps, digest)))
      return `the ${role} ${shortDigest(digest)} does not hash to its digest or is gone`;
  }
  return undefined;
}

function isIntact(deps: Deps, digest: string): Promise<boolean> {
  return deps.blobs.get(digest).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem && error.code === 'TND-3104') return isWithdrawn(deps, digest);
      throw error;
    },
  );
}

/**
 * Evidence that a withdrawal took is no evidence that somebody changed: it stands as long as what was left of it does. A
 * payload of which nothing was left carries no approval.
 */
async function isWithdrawn(deps: Deps, digest: string): Promise<boolean> {
  if (await deps.blobs.has(digest)) return false;
  const standIn = await deps.store.read((reader) => standInOf(reader, digest));
  return standIn === undefined || standIn === null ? false : isIntact(deps, standIn);
}

/** A record that was edited is evidence that changed; any other failure says nothing about the evidence. */
function reasonOf(error: unknown): string {
  if (error instanceof Problem && error.code === 'TND-3104') return error.message;
  throw error;
}
