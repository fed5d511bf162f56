import type { ReviewAnswer } from '@tend/protocol';
import { bullets } from './bullets.ts';
import { criteriaTable } from './criteria-table.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { shortDigest, verdictSentence, versionName } from './names.ts';
import { waiverSentence } from './sentences.ts';
import { formatDay } from './time.ts';
import { countVerdicts } from './verdict.ts';

/** What an approver sees before signing, most important first. */
export function renderReview(answer: ReviewAnswer, look: Look): readonly string[] {
  const { version, bound } = answer;
  const kind = answer.verdict === 'fail' ? 'fail' : answer.verdict === 'unknown' ? 'waiting' : 'pass';
  const findings = [...answer.findings].sort((a, b) => severityOrder(a.severity) - severityOrder(b.severity));
  return [
    verdictSentence(look, kind, `${versionName(version)}: ${countVerdicts(answer.criteria)}`),
    ...labelled(look, 'digest', [shortDigest(version.digest)]),
    ...labelled(look, 'trained', [`${version.estimator}, by ${version.trainedBy} on ${formatDay(version.at)}`]),
    '',
    ...criteriaTable(look, answer.criteria),
    ...headed(
      look,
      'changes since the serving version',
      bullets(look, answer.changes, 'none: nothing serves yet, or nothing differs'),
    ),
    ...headed(
      look,
      'open findings',
      bullets(
        look,
        findings.map((finding) => `${finding.severity}: ${finding.message}`),
        'none',
      ),
    ),
    ...headed(look, 'waivers', bullets(look, answer.waivers.map(waiverSentence), 'none')),
    ...headed(look, 'an approval is bound to these digests: any change voids it', [
      ...labelled(look, 'data', [shortDigest(bound.data)]),
      ...labelled(look, 'code', [shortDigest(bound.code)]),
      ...labelled(look, 'model', [shortDigest(bound.model)]),
      ...labelled(look, 'report', [shortDigest(bound.report)]),
      ...labelled(look, 'card', [answer.cardPath]),
    ]),
  ];
}

const severities: readonly string[] = ['block', 'warn', 'info'];

function severityOrder(severity: string): number {
  const index = severities.indexOf(severity);
  return index < 0 ? severities.length : index;
}
