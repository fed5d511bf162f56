import type { FindingAnswer, FindingEvent, FindingSummary, FindingsAnswer } from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import { type Cell, layColumns } from './columns.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { shortDigest, verdictSentence } from './names.ts';
import { formatDay, formatInstant } from './time.ts';

/** A list of findings, or one with its history. */
export function renderFindings(answer: FindingsAnswer, look: Look, isOne: boolean): readonly string[] {
  const [first] = answer.findings;
  if (isOne && first !== undefined) return [...describeFinding(first, look), ...history(answer.history, look)];
  const { block, warn } = answer.open;
  const sentence =
    block + warn === 0
      ? 'nothing is open'
      : `${formatCount(block + warn, 'open finding')}${block === 0 ? ', none blocks' : `, ${block} ${block === 1 ? 'blocks' : 'block'}`}`;
  return [
    verdictSentence(look, block > 0 ? 'fail' : warn > 0 ? 'waiting' : 'pass', sentence),
    ...layColumns(
      look,
      [
        { title: '  finding' },
        { title: 'weight' },
        { title: 'stage' },
        { title: 'what', isFlexible: true },
        { title: 'since' },
        { title: 'state', isFlexible: true },
      ],
      answer.findings.map((finding) => cellsOf(finding, look)),
    ),
  ];
}

/** What a person decided about a finding. */
export function renderFindingDecision({ finding, next }: FindingAnswer, look: Look): readonly string[] {
  return [...describeFinding(finding, look), ...labelled(look, 'next', next === '' ? [] : [next])];
}

function describeFinding(finding: FindingSummary, look: Look): readonly string[] {
  const { failing, total, firstSeen, lastSeen, reopened } = finding;
  const kind = finding.state === 'resolved' ? 'pass' : finding.state === 'waived' ? 'waiting' : 'fail';
  const again = reopened === 0 ? '' : `, opened again ${formatCount(reopened, 'time')}`;
  return [
    verdictSentence(look, kind, `${finding.state}: ${finding.message}`),
    ...labelled(look, 'finding', [finding.id]),
    ...labelled(look, 'weight', [`${finding.severity}, ${finding.kind}, ${finding.subject} (${finding.stage})`]),
    ...labelled(look, 'failing', failing === null || total === null ? [] : [extent(failing, total)]),
    ...labelled(look, 'seen', [`${formatInstant(firstSeen)} to ${formatInstant(lastSeen)}${again}`]),
    ...labelled(look, 'owner', finding.owner === null ? [] : [finding.owner]),
    ...labelled(look, 'by', finding.person === null ? [] : [finding.person]),
    ...labelled(look, 'reason', finding.reason === null ? [] : [finding.reason]),
    ...labelled(look, 'until', finding.until === null ? [] : [finding.until]),
    ...labelled(look, 'shown by', finding.record === null ? [] : [shortDigest(finding.record)]),
  ];
}

const eventWords: Readonly<Record<FindingEvent['event'], string>> = {
  seen: 'seen first',
  worse: 'worse than what was waived',
  reopened: 'back',
  expired: 'the waiver expired',
  gone: 'no longer seen',
  settled: 'dealt with',
  resolved: 'resolved',
  waived: 'waived',
};

function history(events: readonly FindingEvent[], look: Look): readonly string[] {
  const rows = events.map(({ at, event, person, reason, failing, total, record }): readonly Cell[] => [
    { text: `  ${formatInstant(at)}` },
    { text: `${eventWords[event]}${person === null ? '' : ` by ${person}`}` },
    { text: failing === null || total === null ? '' : extent(failing, total) },
    { text: reason ?? '' },
    { text: person === null || record === null ? '' : shortDigest(record) },
  ]);
  const columns = [
    { title: '  when' },
    { title: 'what' },
    { title: 'failing' },
    { title: 'why', isFlexible: true },
    { title: 'record' },
  ];
  return headed(look, 'history', layColumns(look, columns, rows));
}

function cellsOf(finding: FindingSummary, look: Look): readonly Cell[] {
  const closed = finding.person === null ? finding.state : `${finding.state} by ${finding.person}`;
  const until = finding.until === null ? '' : ` until ${finding.until}`;
  const paint = { block: look.paint.red, warn: look.paint.yellow, info: look.paint.dim }[finding.severity];
  return [
    { text: `  ${finding.id.slice(0, 8)}`, paint: look.paint.cyan },
    { text: finding.severity, paint },
    { text: finding.stage },
    { text: finding.message },
    { text: formatDay(finding.firstSeen) },
    { text: `${closed}${until}` },
  ];
}

function extent(failing: number, total: number): string {
  return `${formatNumber(failing)} of ${formatNumber(total)} (${formatShare(total === 0 ? 0 : failing / total)})`;
}
