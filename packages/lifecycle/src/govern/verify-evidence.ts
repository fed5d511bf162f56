import { Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import { boundEvidence } from './bound-evidence.ts';
import { versionName } from './gate.ts';
import type { BoundEvidence } from './records.ts';
import type { Standing } from './standing.ts';

/**
 * Hashes the bytes behind every digest that the version's approvals are bound to. Where one has changed or is gone, the
 * approvals are voided, with the reason in the audit log, and TND-3104 says which.
 */
export async function verifyEvidence(deps: Deps, standing: Standing): Promise<void> {
  const now = await boundEvidence(deps, standing).catch((error: unknown) => error);
  const approvals = standing.approvals.filter(({ decision }) => decision === 'approve');
  const broken = now instanceof Error ? now.message : await firstBroken(deps, standing, now as BoundEvidence);
  if (broken === undefined) return;
  if (now instanceof Error && !(now instanceof Problem)) throw now;
  if (approvals.length > 0)
    await change(
      deps,
      {
        action: 'approvals voided',
        subject: versionName(standing),
        facts: { reason: broken, approvals: approvals.map(({ id }) => id) },
      },
      (transaction) =>
        transaction
          .from('approval')
          .update({ id: approvals.map(({ id }) => id) }, { voidedAt: deps.clock.now(), voidReason: broken }),
    );
  throw new Problem('TND-3104', {
    message: `the evidence behind ${versionName(standing)} has changed: ${broken}`,
    expected: 'the very bytes that were evaluated and approved',
    came: broken,
    next: [
      'npx --no-install tend audit verify',
      'npx --no-install tend run makes a new version from what is there now',
    ],
  });
}

async function firstBroken(deps: Deps, standing: Standing, now: BoundEvidence): Promise<string | undefined> {
  for (const [role, digest] of Object.entries(now)) {
    if (digest !== '' && !(await isIntact(deps, digest)))
      return `the ${role} ${shortDigest(digest)} does not hash to its digest or is gone`;
  }
  for (const approval of standing.approvals) {
    const { bound } = (await deps.store.read((reader) => getRecord(deps, reader, 'approval', approval.recordDigest)))
      .body;
    for (const role of ['data', 'code', 'model', 'report'] as const)
      if (bound[role] !== now[role])
        return `${approval.person} approved the ${role} ${shortDigest(bound[role])}, now it is ${shortDigest(now[role])}`;
  }
  return undefined;
}

function isIntact(deps: Deps, digest: string): Promise<boolean> {
  return deps.blobs.get(digest).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem && error.code === 'TND-3104') return false;
      throw error;
    },
  );
}
