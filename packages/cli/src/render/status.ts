import type { ApprovalSummary, StatusAnswer, VersionSummary } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { bullets } from './bullets.ts';
import { type Cell, layColumns } from './columns.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { deploymentName, shortDigest, versionName } from './names.ts';
import { alarmSentence, approvalText, waiverSentence } from './sentences.ts';
import { stageLines } from './stage-line.ts';
import { formatDay, formatInstant } from './time.ts';
import { showVerdict } from './verdict.ts';

/** Where the project stands: the verdict, then stages, versions, what serves, alarms, and what comes next. */
export function renderStatus(answer: StatusAnswer, look: Look): readonly string[] {
  const { iteration, serving } = answer;
  const hypothesis = iteration === null || iteration.hypothesis === '' ? '' : `: ${iteration.hypothesis}`;
  return [
    look.paint.bold(`${answer.project}: ${answer.verdict}`),
    ...labelled(look, 'objective', answer.objective === '' ? [] : [answer.objective]),
    ...labelled(look, 'charter', answer.charter === null ? [] : [shortDigest(answer.charter)]),
    ...labelled(look, 'blanks', answer.blanks.length === 0 ? [] : [answer.blanks.join(', ')]),
    ...labelled(
      look,
      'iteration',
      iteration === null ? ['none yet'] : [`${iteration.number}, ${iteration.state}${hypothesis}`],
    ),
    ...labelled(look, 'serving', [
      serving === null
        ? 'nothing yet'
        : `${deploymentName(serving)}, since ${formatInstant(serving.since)}, by ${serving.by}; ${formatCount(serving.predictions, 'prediction')}`,
    ]),
    ...headed(
      look,
      'stages',
      answer.stages.flatMap((stage) => stageLines(look, { ...stage, details: [] })),
    ),
    ...headed(look, 'versions', versionLines(look, answer.versions)),
    ...headed(
      look,
      'open alarms',
      answer.alarms.length === 0 ? [] : bullets(look, answer.alarms.map(alarmSentence), ''),
    ),
    ...headed(
      look,
      'waivers',
      answer.waivers.length === 0 ? [] : bullets(look, answer.waivers.map(waiverSentence), ''),
    ),
    ...headed(look, 'open findings', openFindings(look, answer.findings)),
    '',
    ...labelled(look, 'audit', [formatCount(answer.auditSize, 'entry', 'entries')]),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next]),
  ];
}

function openFindings(look: Look, { block, warn, info }: StatusAnswer['findings']): readonly string[] {
  if (block + warn + info === 0) return [];
  const counts = [
    ...(block > 0 ? [`${block} ${block === 1 ? 'blocks' : 'block'}`] : []),
    ...(warn > 0 ? [formatCount(warn, 'warning')] : []),
    ...(info > 0 ? [formatCount(info, 'remark')] : []),
  ];
  return bullets(look, [`${counts.join(', ')}: npx --no-install tend findings`], '');
}

function versionLines(look: Look, versions: readonly VersionSummary[]): readonly string[] {
  const rows = versions.map((version): readonly Cell[] => [
    { text: `  ${versionName(version)}${version.isServing ? ', serves' : ''}` },
    { text: shortDigest(version.digest), paint: look.paint.cyan },
    showVerdict(look, version.verdict),
    {
      text: `${version.origin === 'external' ? 'from outside' : version.estimator}, ${version.trainedBy}, ${formatDay(version.at)}`,
    },
    { text: approvalsText(version.approvals) },
  ]);
  return layColumns(
    look,
    [
      { title: '  version' },
      { title: 'digest' },
      { title: 'criteria' },
      { title: 'made', isFlexible: true },
      { title: 'approvals', isFlexible: true },
    ],
    rows,
  );
}

function approvalsText(approvals: readonly ApprovalSummary[]): string {
  if (approvals.length === 0) return 'none';
  return approvals.map(approvalText).join('; ');
}
