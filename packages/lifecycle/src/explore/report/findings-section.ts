import {
  cutNotice,
  figure,
  findingEntry,
  findingList,
  fitBudget,
  formatCount,
  type Markup,
  markup,
  type State,
} from '@tend/charts';
import type { Finding, FoldedFinding } from '@tend/learn';
import type { KnownColumns } from './known-columns.ts';
import { pictureOf } from './picture-of.ts';
import type { ReportData } from './report-data.ts';
import { shortText } from './short-text.ts';

const states: Readonly<Record<Finding['severity'], { readonly state: State; readonly word: string }>> = {
  block: { state: 'fails', word: 'settle first' },
  warn: { state: 'warns', word: 'look at' },
  info: { state: 'note', word: 'note' },
};

/** Sentences quote values, which may be of any length. */
const longestSentence = 700;
/** So many are shown with their drawing; the rest as sentences. */
const mostDrawn = 14;
/** So many of these drawings are open. */
const mostOpen = 6;
/** A wider drawing stands below its sentence, px. */
const besideWidth = 376;
const longestName = 40;

/** Findings, the most important first: each with sign, word, sentence, drawing and the way to its evidence. */
export function findingsSection(data: ReportData, known: KnownColumns, budgetBytes: number): Markup {
  const { findings } = data;
  const drawn = new Set<string>();
  const entry = (finding: FoldedFinding, at: number): Markup => {
    const chart = drawn.size < mostDrawn ? pictureOf(data, known, finding) : undefined;
    // Two findings may have one picture: it stands with the first.
    const isDrawn = chart !== undefined && !drawn.has(chart.title);
    if (isDrawn) drawn.add(chart.title);
    const isOpen = at < mostOpen;
    return findingEntry({
      ...states[finding.severity],
      sentence: sentenceText(finding.message),
      ...evidenceOf(finding, known),
      ...(!isDrawn
        ? {}
        : {
            picture: markup`<details class="folded"${isOpen && markup` open`}><summary>Picture</summary>${figure(chart, { isTableLeftOut: !isOpen })}</details>`,
            isPictureWide: chart.width > besideWidth,
          }),
    });
  };
  const { parts, shown, left } = fitBudget(findings, budgetBytes, entry);
  if (findings.length === 0) return findingList([]);
  const covered = findings.reduce((sum, { covers }) => sum + covers.length, 0);
  const folded =
    covered === 0
      ? ''
      : ` Where several have one reason, one sentence stands for them: ${formatCount(covered)} are told so, and stand one by one in --json.`;
  return markup`${findingList(parts)}${cutNotice({ shown, left }, 'findings', `${data.provenance.command} --json`)}<p class="stated">${findings.length === 1 ? 'One finding' : `${formatCount(findings.length)} findings`} in all; each says how many rows it was counted on (n).${folded}</p>`;
}

/** A sentence begins large, and a line does not end within `n = 2,905`. */
function sentenceText(message: string): string {
  const text = shortText(message.charAt(0).toUpperCase() + message.slice(1), longestSentence);
  return text.replaceAll('n = ', 'n\u00a0=\u00a0');
}

/** The place on the page where more of a finding stands, and what the link to it is called. */
function evidenceOf(
  { picture, subject, kind }: Finding,
  known: KnownColumns,
): { readonly href?: string; readonly linkText?: string } {
  const column = picture !== undefined && 'column' in picture ? picture.column : subject;
  const id = known.idOf(column);
  if (id !== undefined) return { href: `#${id}`, linkText: `more of ${shortText(column, longestName)}` };
  if (picture?.type === 'pair' || picture?.type === 'redundancy') return { href: '#relations', linkText: 'relations' };
  if (picture?.type === 'missing' || kind.startsWith('missing'))
    return { href: '#missing', linkText: 'missing values' };
  if (kind === 'timeTrend' || picture?.type === 'targetOverTime') return { href: '#time', linkText: 'time' };
  return rowKinds.has(kind) ? { href: '#rows', linkText: 'rows' } : {};
}

const rowKinds: ReadonlySet<Finding['kind']> = new Set([
  'duplicateRows',
  'nearDuplicateRows',
  'nearLabelConflict',
  'outlyingRows',
  'outlyingCells',
]);
