import { type ParsedInputOf, Problem, type WaiverAnswer } from '@tend/protocol';
import { parseDate } from '@tend/table';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import { writeCard } from './card.ts';
import { approveCommand, versionName } from './gate.ts';
import { gateOf, type Standing, standingOf, summariseWaiver } from './standing.ts';
import { findVersion, summariseVersion } from './versions.ts';

const dayMs = 86_400_000;

/**
 * A recorded exception for one criterion of one version, until the end of a day. TND-3106 for whoever trained it, for
 * people who are not entitled, and where there is nothing to waive.
 */
export async function waive(deps: Deps, input: ParsedInputOf<'waive'>): Promise<WaiverAnswer> {
  const version = await findVersion(deps, input.version);
  const standing = await deps.store.read((reader) => standingOf(deps, reader, version));
  // The day that `until` names still counts.
  const expiresAt = ((parseDate(input.until) ?? 0) + 1) * dayMs;
  requireAllowed(deps, standing, input.criterion, input.until, expiresAt);
  const at = deps.clock.now();
  const { criterion, reason, until } = input;
  const id = deps.randomHex(8);
  const person = deps.actor.name;
  const record = makeRecord(deps, 'waiver', {
    inputs: { version: version.digest },
    id,
    criterion,
    person,
    reason,
    until,
  });
  const row = {
    id,
    versionDigest: version.digest,
    criterion,
    person,
    reason,
    expiresAt,
    recordDigest: record.digest,
    at,
  };
  await change(
    deps,
    {
      action: 'criterion waived',
      subject: versionName(standing),
      facts: { record: record.digest, criterion, reason, until },
    },
    async (transaction) => {
      await putRecord(transaction, record, { actor: deps.actor, at });
      await transaction.from('waiver').insert(row);
    },
  );
  await writeCard(deps, version);
  const after = await deps.store.read((reader) => standingOf(deps, reader, version));
  const isOpen = ['fail', 'unknown'].includes(gateOf(after));
  return {
    waiver: summariseWaiver(row, at),
    version: await summariseVersion(deps, version),
    next: isOpen ? `npx --no-install tend status` : approveCommand(after),
  };
}

function requireAllowed(deps: Deps, standing: Standing, criterion: string, until: string, expiresAt: number): void {
  const { name } = deps.actor;
  const { entitled } = standing.charter.approvals;
  const refuse = (message: string, expected: string, came: string): Problem =>
    new Problem('TND-3106', { message, expected, came, facts: { criterion } });
  if (name === standing.version.trainedBy)
    throw refuse(
      `${name} trained ${versionName(standing)} and may not waive its criteria`,
      'someone who did not train it',
      name,
    );
  if (entitled.length > 0 && !entitled.includes(name))
    throw refuse(`${name} is not entitled to waive in this project`, `one of ${entitled.join(', ')}`, name);
  if (!(expiresAt > deps.clock.now())) throw refuse('the waiver would have expired already', 'a day to come', until);
  const found = standing.criteria.find(({ id }) => id === criterion);
  if (!found)
    throw refuse(
      `${versionName(standing)} was not asked ${criterion}`,
      `one of ${standing.criteria.map(({ id }) => id).join(', ')}`,
      criterion,
    );
  if (found.verdict === 'pass')
    throw refuse(`${criterion} passes: there is nothing to waive`, 'a criterion that does not pass', found.got);
}
