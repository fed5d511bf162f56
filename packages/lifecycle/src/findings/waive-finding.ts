import { type Charter, type FindingAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { parseDate } from '@tend/table';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { type DecidedFinding, decideFinding } from './decide-finding.ts';
import { findFinding } from './find-finding.ts';
import { summariseFinding } from './summarise-finding.ts';

const dayMs = 86_400_000;

/**
 * A person accepts a finding as it is, until the end of a day. TND-1008 for an unknown id; TND-3106 for whoever ran the
 * newest iteration or trained a version, for people who are not entitled, for a day that is over, and for a finding that
 * is closed.
 */
export async function waiveFinding(
  deps: Deps,
  { id, reason, until }: ParsedInputOf<'waiveFinding'>,
): Promise<FindingAnswer> {
  const now = deps.clock.now();
  // The day that `until` names still counts.
  const waivedUntil = ((parseDate(until) ?? 0) + 1) * dayMs;
  const onFolder = await loadCharter(deps);
  const { row } = await change<DecidedFinding>(
    deps,
    ({ row: { id, kind, subject, cause, failing, total }, record }) => ({
      action: 'finding waived',
      subject: id,
      facts: { record, kind, about: subject, cause, failing, total, reason, until },
    }),
    async (transaction) => {
      const finding = await findFinding(transaction, id);
      await requireAllowed(deps, transaction, onFolder, finding);
      if (waivedUntil <= now) throw refusal('the waiver would have expired already', 'a day to come', until);
      if (finding.state === 'resolved')
        throw refusal(
          `the finding ${finding.id} is resolved: there is nothing to waive`,
          'an open finding',
          'resolved',
        );
      return decideFinding(deps, transaction, finding, { decision: 'waived', reason, until, waivedUntil, at: now });
    },
  );
  return { finding: summariseFinding(row, now), next: 'npx --no-install tend run' };
}

async function requireAllowed(
  deps: Deps,
  reader: Reader,
  onFolder: Charter,
  finding: Tables['finding'],
): Promise<void> {
  const { name } = deps.actor;
  const iteration = await reader.from('iteration').first({}, { orderBy: 'number', descending: true });
  const digest = iteration?.charterDigest ?? null;
  const charter = digest === null ? onFolder : (await getRecord(deps, reader, 'charter', digest)).body.charter;
  const { entitled } = charter.approvals;
  if (iteration?.actor === name || (await reader.from('version').first({ trainedBy: name })))
    throw refusal(
      `${name} trains here and may not waive the finding ${finding.id}`,
      'someone who does not train',
      name,
    );
  if (entitled.length > 0 && !entitled.includes(name))
    throw refusal(`${name} is not entitled to waive in this project`, `one of ${entitled.join(', ')}`, name);
}

function refusal(message: string, expected: string, came: string): Problem {
  return new Problem('TND-3106', { message, expected, came, next: ['npx --no-install tend findings'] });
}
