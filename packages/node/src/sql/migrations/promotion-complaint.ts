import type { Dialect } from '../database.ts';

const inProject = (alias: string): string => `${alias}.org_id = new.org_id and ${alias}.project_id = new.project_id`;

const versionRow = `version as m where ${inProject('m')} and m.digest = new.version_digest`;
const verdictsOfVersion = `verdict as v where ${inProject('v')} and v.version_digest = new.version_digest`;
const newestVerdict = `(select v.id from ${verdictsOfVersion} order by v.write_seq desc limit 1)`;
const resultsOfVerdict = `criterion_result as c where ${inProject('c')} and c.verdict_id = new.verdict_id`;
const trainer = `(select m.trained_by from ${versionRow})`;
const decisions = `approval as a where ${inProject('a')} and a.version_digest = new.version_digest
  and a.verdict_id = new.verdict_id and a.voided_at is null`;

/**
 * A waiver counts for its criterion from its time until its expiry, and never from the person who trained. The time of the
 * promotion is what its writer says: the log must not have gone past the expiry either.
 */
const liveWaiver = `select 1 from waiver as w where ${inProject('w')} and w.version_digest = new.version_digest
  and w.criterion = c.criterion and w.at <= new.at and new.at < w.expires_at and w.person <> ${trainer}
  and coalesce((select e.at from audit_entry as e where ${inProject('e')} order by e.seq desc limit 1), new.at) < w.expires_at`;

/** What the charter of the verdict's evaluation asks, from the record's bytes: the promotion may not ask for less. */
const approvalsAsked: Readonly<Record<Dialect, { readonly required: string; readonly separate: string }>> = {
  sqlite: {
    required: "cast(k.bytes ->> '$.body.charter.approvals.required' as integer)",
    separate: "k.bytes ->> '$.body.charter.approvals.separate' = 1",
  },
  postgres: {
    required: "cast(cast(k.bytes as json) #>> '{body,charter,approvals,required}' as bigint)",
    separate: "cast(k.bytes as json) #>> '{body,charter,approvals,separate}' = 'true'",
  },
};
const charterOfVerdict = `verdict as v
  join record_input as i on ${inProject('i')} and i.digest = v.evaluation_digest and i.role = 'charter'
  join record as k on ${inProject('k')} and k.digest = i.input_digest and k.kind = 'charter'
  where ${inProject('v')} and v.id = new.verdict_id`;

/**
 * The promotion gate as one SQL expression over `new`, the promotion to be inserted: the first reason to refuse it, or
 * null. Both dialects run this text but for the reading of JSON, so both refuse the same in the same words.
 */
export function promotionComplaint(dialect: Dialect): string {
  const { required, separate } = approvalsAsked[dialect];
  return `coalesce(
  (select 'version ' || new.version_digest || ' has no verdict'
    where not exists (select 1 from ${verdictsOfVersion})),

  (select 'version ' || new.version_digest || ' is of model ' || m.model_name || ', not ' || new.model_name
    from ${versionRow} and m.model_name <> new.model_name),

  (select 'verdict ' || new.verdict_id || ' is not the newest of version ' || new.version_digest
      || ': that is ' || ${newestVerdict}
    where new.verdict_id <> ${newestVerdict}),

  (select 'verdict ' || new.verdict_id || ' has no criterion results'
    where not exists (select 1 from ${resultsOfVerdict})),

  (select string_agg(
      'criterion ' || c.criterion || ': asked ' || c.asked || ', got ' || c.got || ' (' || c.verdict || ')',
      '; ' order by c.position, c.criterion)
    from ${resultsOfVerdict} and c.verdict <> 'pass' and not exists (${liveWaiver})),

  (select 'version ' || new.version_digest || ' was rejected by ' || string_agg(a.person, ', ' order by a.write_seq)
    from ${decisions} and a.decision = 'reject'),

  (select 'approvals: the charter asks ' || ${required}
      || case when ${separate} then ' by others than ' || ${trainer} || ', who trained' else '' end
      || ', the promotion ' || new.required_approvals
    from ${charterOfVerdict} and (${required} > new.required_approvals or (${separate} and new.must_be_separate = 0))),

  (select 'approvals: asked ' || new.required_approvals
      || case when new.must_be_separate = 1 then ' by others than ' || ${trainer} || ', who trained' else '' end
      || ', got ' || given.persons
    from (select count(distinct a.person) as persons from ${decisions} and a.decision = 'approve'
      and (new.must_be_separate = 0 or a.person <> ${trainer})) as given
    where given.persons < new.required_approvals)
)`;
}
