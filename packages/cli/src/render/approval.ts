import type { ApprovalAnswer } from '@tend/protocol';
import { labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { personName, shortDigest, verdictSentence, versionName } from './names.ts';

/** What `approve` and `reject` say when it is written. */
export function renderApproval(answer: ApprovalAnswer, look: Look): readonly string[] {
  const { approval, version } = answer;
  const isApproval = approval.decision === 'approve';
  const person = personName(approval.person, approval.knownBy);
  const duties =
    isApproval && !approval.isSeparate ? ['not separated: the approver also trained it; the card says so'] : [];
  return [
    verdictSentence(
      look,
      isApproval ? 'pass' : 'fail',
      `${isApproval ? 'approved' : 'rejected'}: ${versionName(version)} by ${person}`,
    ),
    ...labelled(look, 'digest', [shortDigest(version.digest)]),
    ...labelled(look, 'reason', [approval.reason]),
    ...labelled(look, 'duties', duties),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next]),
  ];
}
