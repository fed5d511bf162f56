import { cutNotice, figure, findingList, fitBudget, formatCount, type Markup, markup, type State } from '@tend/charts';
import type { Finding } from '@tend/learn';
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

/** Findings, the most important first: each with sign, word, sentence, drawing and the way to its evidence. */
export function findingsSection(data: ReportData, known: KnownColumns, budgetBytes: number): Markup {
  const { findings } = data;
  const drawn = new Set<string>();
  const entry = (finding: Finding, at: number): Markup => {
    const chart = drawn.size < mostDrawn ? pictureOf(data, known, finding) : undefined;
    // Two findings may have one picture: it stands with the first.
    const isDrawn = chart !== undefined && !drawn.has(chart.title);
    if (isDrawn) drawn.add(chart.title);
    const href = hrefOf(finding, known);
    return findingList([
      {
        ...states[finding.severity],
        sentence: sentenceText(finding.message),
        ...(href === undefined ? {} : { href }),
        ...(!isDrawn
          ? {}
          : {
              picture: markup`<details class="folded"${at < 3 && markup` open`}><summary>Picture</summary>${figure(chart, { isTableLeftOut: at >= 3 })}</details>`,
            }),
      },
    ]);
  };
  const { parts, shown, left } = fitBudget(findings, budgetBytes, entry);
  if (findings.length === 0) return markup`<p class="stated">Nothing was found.</p>`;
  return markup`${parts}${cutNotice({ shown, left }, 'findings', `${data.provenance.command} --json`)}<p class="stated">${formatCount(findings.length)} findings in all; each says how many rows it was counted on (n).</p>`;
}

function sentenceText(message: string): string {
  return shortText(message.charAt(0).toUpperCase() + message.slice(1), longestSentence);
}

function hrefOf({ picture, subject, kind }: Finding, known: KnownColumns): string | undefined {
  const column = picture !== undefined && 'column' in picture ? picture.column : subject;
  const id = known.idOf(column);
  if (id !== undefined) return `#${id}`;
  if (picture?.type === 'pair' || picture?.type === 'redundancy') return '#relations';
  if (picture?.type === 'missing' || kind.startsWith('missing')) return '#missing';
  if (kind === 'timeTrend' || picture?.type === 'targetOverTime') return '#time';
  return rowKinds.has(kind) ? '#rows' : undefined;
}

const rowKinds: ReadonlySet<Finding['kind']> = new Set([
  'duplicateRows',
  'nearDuplicateRows',
  'nearLabelConflict',
  'outlyingRows',
  'outlyingCells',
]);
