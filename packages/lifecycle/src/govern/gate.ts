import { type CriterionOutcome, Problem } from '@tend/protocol';
import type { Standing } from './standing.ts';

/**
 * TND-3101 unless every criterion of the version's newest verdict passes or is waived: names the first that does not,
 * with what was asked and got.
 */
export function requireGate(standing: Standing): void {
  const name = versionName(standing);
  if (standing.criteria.length === 0)
    throw new Problem('TND-3101', {
      message: `the gate refuses ${name}: its charter asks for nothing`,
      expected: 'at least one criterion in tend.yaml',
      came: 'none',
      next: ['write what the model must reach under criteria, then run: npx --no-install tend run'],
    });
  const open = standing.criteria.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const [first] = [...open].sort((a, b) => Number(b.verdict === 'fail') - Number(a.verdict === 'fail'));
  if (!first) return;
  throw new Problem('TND-3101', {
    message: `the gate refuses ${name}: ${first.id} ${first.verdict === 'fail' ? 'fails' : 'cannot be shown'}${open.length > 1 ? `, and ${open.length - 1} more` : ''}`,
    expected: `${first.measure} ${first.asked}`,
    came: `${first.got}${first.note === null ? '' : `; ${first.note}`}`,
    next: nextSteps(first, name),
    facts: { criterion: first.id, asked: first.asked, got: first.got, verdict: first.verdict, version: name },
  });
}

function nextSteps(first: CriterionOutcome, name: string): readonly string[] {
  const expired = first.waiver?.isExpired
    ? [`the waiver of ${first.waiver.person} expired on ${first.waiver.until}`]
    : [];
  return [
    ...expired,
    'improve data, features or the problem definition, then run: npx --no-install tend run',
    `or someone entitled to approve accepts it: npx --no-install tend waive ${name} --criterion ${first.id} --until DATE --reason WHY --as NAME`,
  ];
}

/** TND-3108 where someone rejected the version; TND-3102 (waiting) where live approvals are too few. */
export function requireApprovals(standing: Standing): void {
  const name = versionName(standing);
  const rejection = standing.approvals.find(({ decision }) => decision === 'reject');
  if (rejection)
    throw new Problem('TND-3108', {
      message: `${rejection.person} rejected ${name}: ${rejection.reason}`,
      expected: 'no rejection of this evaluation',
      came: `rejected by ${rejection.person}`,
      next: ['answer the reason with a new iteration: npx --no-install tend run'],
    });
  const missing = missingApprovals(standing);
  if (missing > 0)
    throw new Problem('TND-3102', {
      message: `${name} waits for ${missing === 1 ? 'an approval' : `${missing} approvals`}`,
      expected: `${standing.charter.approvals.required} by ${standing.charter.approvals.separate ? `people other than ${standing.version.trainedBy}, who trained it` : 'anyone entitled'}`,
      came: `${countedApprovers(standing).size}`,
      next: [approveCommand(standing)],
    });
}

/** How many approvals are still missing. */
export function missingApprovals(standing: Standing): number {
  return Math.max(0, standing.charter.approvals.required - countedApprovers(standing).size);
}

function countedApprovers({ approvals, charter, version }: Standing): ReadonlySet<string> {
  const counted = approvals.filter(
    ({ decision, person }) => decision === 'approve' && !(charter.approvals.separate && person === version.trainedBy),
  );
  return new Set(counted.map(({ person }) => person));
}

/** The line that an approver types. */
export function approveCommand(standing: Standing): string {
  const { entitled, separate } = standing.charter.approvals;
  const person = entitled.find((name) => !separate || name !== standing.version.trainedBy) ?? 'NAME';
  const as = separate ? ` --as ${person}` : '';
  return `npx --no-install tend approve ${versionName(standing)}${as}`;
}

/** churn@v3 */
export function versionName({ version }: Pick<Standing, 'version'>): string {
  return `${version.modelName}@v${version.number}`;
}
