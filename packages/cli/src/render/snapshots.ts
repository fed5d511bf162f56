import type { RejectedAnswer, SnapshotSummary, SnapshotsAnswer, TakingAnswer } from '@tend/protocol';
import { formatCount, formatNumber } from '@tend/protocol/number-format';
import { bullets } from './bullets.ts';
import { layColumns } from './columns.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { shortDigest, verdictSentence } from './names.ts';
import { formatInstant, formatMinute } from './time.ts';

/** What was taken just now, how each column was read and why, and what fails. */
export function renderTaking(answer: TakingAnswer, look: Look): readonly string[] {
  const { taking, isNew, columns, remarks, open, next } = answer;
  const what = `${taking.source}: ${formatCount(taking.rows, 'row')}, ${formatCount(taking.columns, 'column')}`;
  const known = isNew ? '' : `, the same as taken ${formatInstant(taking.at)}`;
  const kind = taking.failing.length + taking.rejected > 0 ? 'waiting' : 'pass';
  const findings = open.block + open.warn === 0 ? [] : [formatCount(open.block + open.warn, 'open finding')];
  return [
    verdictSentence(look, kind, `${what}${known}`),
    ...labelled(look, 'snapshot', [shortDigest(taking.snapshot)]),
    ...labelled(look, 'checks', [checksText(taking)]),
    ...labelled(look, 'set aside', taking.rejected === 0 ? [] : [formatCount(taking.rejected, 'row')]),
    ...labelled(look, 'faults', taking.faults === 0 ? [] : [formatNumber(taking.faults)]),
    ...labelled(look, 'findings', findings),
    ...headed(
      look,
      'columns',
      layColumns(
        look,
        [{ title: '  column' }, { title: 'read as' }, { title: 'because', isFlexible: true }],
        columns.map(({ name, kind: read, reason }) => [{ text: `  ${name}` }, { text: read }, { text: reason }]),
      ),
    ),
    ...headed(look, 'failing', failingLines(taking, look)),
    ...headed(look, 'remarks', remarks.length === 0 ? [] : bullets(look, remarks, '')),
    '',
    ...labelled(look, 'next', [next]),
  ];
}

/** The takings of a project. */
export function renderSnapshots({ snapshots, total }: SnapshotsAnswer, look: Look): readonly string[] {
  if (total === 0) return [verdictSentence(look, 'waiting', 'no data was taken yet')];
  const rest = total - snapshots.length;
  const more =
    rest === 0
      ? []
      : [look.paint.dim(`${formatNumber(rest)} of ${formatCount(total, 'taking')} not shown: --limit, --skip`)];
  return [...listed(snapshots, look), ...more];
}

function listed(snapshots: SnapshotsAnswer['snapshots'], look: Look): readonly string[] {
  return layColumns(
    look,
    [
      { title: 'snapshot' },
      { title: 'taken (UTC)' },
      { title: 'rows', align: 'right' },
      { title: 'set aside', align: 'right' },
      { title: 'checks' },
      { title: 'source', isFlexible: true },
    ],
    snapshots.map((taking) => [
      { text: shortDigest(taking.snapshot), paint: look.paint.cyan },
      { text: formatMinute(taking.at) },
      { text: formatNumber(taking.rows) },
      { text: formatNumber(taking.rejected) },
      { text: checksText(taking), ...(taking.failing.length > 0 && { paint: look.paint.yellow }) },
      { text: taking.isErasedInPart ? `${taking.source} (rows withdrawn)` : taking.source },
    ]),
  );
}

/** Rows printed of those set aside: a person looks at the first; --json has all. */
const mostRows = 50;

/** The rows that a taking set aside. */
export function renderRejected({ taking, rows }: RejectedAnswer, look: Look): readonly string[] {
  const all = formatNumber(taking.rows + taking.rejected);
  const sentence =
    rows.length === 0 ? `none of ${all} rows was set aside` : `${formatCount(rows.length, 'row')} of ${all} set aside`;
  return [
    verdictSentence(look, rows.length === 0 ? 'pass' : 'waiting', sentence),
    ...labelled(look, 'snapshot', [shortDigest(taking.snapshot)]),
    ...layColumns(
      look,
      [
        { title: '  place' },
        { title: 'column' },
        { title: 'expected', isFlexible: true },
        { title: 'came', isFlexible: true },
        { title: 'row', isFlexible: true },
      ],
      rows
        .slice(0, mostRows)
        .map(({ file, line, lineIs, column, expected, came, text }) => [
          { text: lineIs === 'line' ? `  ${file}:${line}` : `  ${file}, row ${formatNumber(line)}` },
          { text: column ?? '' },
          { text: expected },
          { text: came },
          { text },
        ]),
    ),
    ...(rows.length > mostRows ? [`  and ${formatNumber(rows.length - mostRows)} more: --json has all`] : []),
  ];
}

function checksText({ checks, failing }: SnapshotSummary): string {
  if (failing.length === 0) return `${formatNumber(checks)} met`;
  return `${formatNumber(failing.length)} of ${formatNumber(checks)} fail`;
}

function failingLines({ failing }: SnapshotSummary, look: Look): readonly string[] {
  if (failing.length === 0) return [];
  return layColumns(
    look,
    [
      { title: '  column' },
      { title: 'check' },
      { title: 'asked', isFlexible: true },
      { title: 'observed', isFlexible: true },
    ],
    failing.map(({ column, check, asked, observed, severity }) => [
      { text: `  ${column}`, paint: severity === 'block' ? look.paint.red : look.paint.yellow },
      { text: check },
      { text: asked },
      { text: observed },
    ]),
  );
}
