import type { Deps } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import { withdrawnSince } from '../withdrawn/index.ts';
import { renderReport, table } from './render-report.ts';
import { standingOf } from './standing.ts';
import { approvalsOf, type Version } from './versions.ts';

/** Where a version's card stands in the project's folder. */
export function cardPath(version: Pick<Version, 'modelName' | 'number'>): string {
  return `cards/${version.modelName}-v${version.number}.md`;
}

/** Writes the card: the report and, live, what people decided about it. Gives its path. */
export async function writeCard(deps: Deps, version: Version): Promise<string> {
  const text = await deps.store.read((reader) => renderCard(deps, reader, version));
  const path = cardPath(version);
  await deps.files.write(path, deps.utf8.encode(text));
  return path;
}

async function renderCard(deps: Deps, reader: Reader, version: Version): Promise<string> {
  const standing = await standingOf(deps, reader, version);
  const model = (await getRecord(deps, reader, 'model', version.modelDigest)).body;
  const run = model.inputs.run === null ? undefined : (await getRecord(deps, reader, 'run', model.inputs.run)).body;
  const approvals = await approvalsOf(reader, version);
  const deployments = await reader.from('deployment').find({ versionDigest: version.digest });
  const withdrawn = await withdrawnSince(deps, reader, version);
  const decisions = [
    [
      `trained${version.origin === 'external' ? ' elsewhere, brought' : ''} by ${version.trainedBy}`,
      isoInstant(version.at),
      '',
    ],
    ...approvals.map((approval) => [
      `${approval.decision === 'approve' ? 'approved' : 'rejected'} by ${approval.person} (${approval.knownBy === 'claimed' ? 'identity claimed' : `known by ${approval.knownBy}`})`,
      approval.at,
      [
        approval.reason,
        approval.isSeparate ? '' : 'duties not separated',
        approval.voided === null ? '' : `void: ${approval.voided}`,
      ]
        .filter((part) => part !== '')
        .join('; '),
    ]),
    ...standing.waivers.map((waiver) => [
      `${waiver.criterion} waived by ${waiver.person}`,
      `until ${waiver.until}${waiver.isExpired ? ' (expired)' : ''}`,
      waiver.reason,
    ]),
    ...(await acceptedOf(deps, reader, run?.inputs.split)),
    ...(withdrawn === undefined ? [] : [['not reproducible: rows of its data were withdrawn', withdrawn, '']]),
    ...deployments.map((deployment) => [
      `deployed as ${deployment.id} (${deployment.state})`,
      isoInstant(deployment.at),
      '',
    ]),
  ];
  const header = [
    '---',
    `model: ${version.modelName}`,
    `version: ${version.number}`,
    `digest: ${version.digest}`,
    '---',
  ].join('\n');
  const notSeparated = standing.charter.approvals.separate
    ? ''
    : '\n\nDuties not separated: this charter lets whoever trained also approve.';
  return `${header}\n\n${renderReport(standing, model, run)}\n## Decisions${notSeparated}\n\n${table(['what', 'when', 'why'], decisions)}\n`;
}

/** Checks of the data that failed and were accepted when the snapshot was taken. */
async function acceptedOf(deps: Deps, reader: Reader, split: string | undefined): Promise<readonly string[][]> {
  if (split === undefined) return [];
  const { taking } = (await getRecord(deps, reader, 'split', split)).body.inputs;
  // Takings from before findings could be waived name none.
  const { waivers = [] } = (await getRecord(deps, reader, 'taking', taking)).body;
  return waivers.map(({ column, check, person, until, reason }) => [
    `${check} of ${column} waived by ${person}`,
    `until ${until}`,
    reason,
  ]);
}
