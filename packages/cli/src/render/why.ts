import type { EvidenceLink, WhyAnswer } from '@tend/protocol';
import { formatCount, formatNumber, formatSigned } from '@tend/protocol/number-format';
import { bar } from './bar.ts';
import { bullets } from './bullets.ts';
import { type Cell, layColumns } from './columns.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { personName, shortDigest } from './names.ts';
import { formatInstant, formatMinute } from './time.ts';
import { truncate } from './width.ts';

const mostItems = 8;
const barCells = 24;
const longestItem = 44;
const decimals = 3;

/** The answer and its action, why this number, who allowed it, what to ask next. */
export function renderWhy(answer: WhyAnswer, look: Look): readonly string[] {
  const side = answer.isPositive ? 'at or above' : 'below';
  return [
    look.paint.bold(`${answer.prediction}: ${formatNumber(answer.score)}, ${answer.action}`),
    ...labelled(look, 'because', [
      `${formatNumber(answer.score)} is ${side} the threshold ${formatNumber(answer.threshold)}`,
    ]),
    ...labelled(look, 'answered', [formatInstant(answer.at)]),
    ...labelled(look, 'outcome', [outcomeSentence(answer)]),
    ...headed(look, 'why this number', numberLines(look, answer)),
    ...headed(look, 'where it comes from', chainLines(look, answer.chain)),
    ...headed(look, 'notes', answer.notes.length === 0 ? [] : bullets(look, answer.notes, '')),
    '',
    ...labelled(look, 'next', [
      'npx --no-install tend audit verify',
      `npx --no-install tend why ${answer.prediction} --json`,
    ]),
  ];
}

function outcomeSentence({ outcome, isPositive }: WhyAnswer): string {
  if (outcome === null) return 'not known yet';
  const truth = outcome.isPositive ? 'yes' : 'no';
  return `${truth}, known since ${formatInstant(outcome.knownAt)}: the answer was ${outcome.isPositive === isPositive ? 'right' : 'wrong'}`;
}

function numberLines(look: Look, answer: WhyAnswer): readonly string[] {
  const { explanation } = answer;
  if (explanation === null) return bullets(look, ['Tend never ran this model: it holds the score and no reasons'], '');
  const shown = explanation.items.slice(0, mostItems);
  const folded = explanation.items.slice(mostItems);
  const foldedSum = folded.reduce((sum, item) => sum + item.contribution, 0);
  const scale = Math.max(...shown.map((item) => Math.abs(item.contribution)), Math.abs(foldedSum), Number.MIN_VALUE);
  const contribution = (label: string, value: number): readonly Cell[] => [
    { text: `  ${truncate(label, longestItem, look.glyphs.ellipsis)}` },
    { text: formatSigned(value, decimals) },
    contributionBar(look, value, scale),
  ];
  const total = explanation.base + explanation.items.reduce((sum, item) => sum + item.contribution, 0);
  const isSum = Math.abs(total - explanation.margin) <= 1e-6 * Math.max(1, Math.abs(explanation.margin));
  const rows: (readonly Cell[])[] = [
    [
      { text: '  starts from' },
      { text: formatSigned(explanation.base, decimals) },
      { text: 'log-odds before looking at this row', paint: look.paint.dim },
    ],
    ...shown.map((item) => contribution(`${item.source}: ${valueText(item.value)}`, item.contribution)),
    ...(folded.length === 0 ? [] : [contribution(formatCount(folded.length, 'other'), foldedSum)]),
    [
      { text: '  sum' },
      { text: formatSigned(total, decimals) },
      {
        text: isSum
          ? `matches the model: probability ${formatNumber(answer.score)}`
          : `DOES NOT match the model: ${formatSigned(explanation.margin, decimals)}`,
        ...(isSum ? {} : { paint: look.paint.red }),
      },
    ],
  ];
  return layColumns(look, [{ title: '' }, { title: '', align: 'right' }, { title: '', isFlexible: true }], rows);
}

function contributionBar(look: Look, value: number, scale: number): Cell {
  const cells = bar(look, Math.abs(value) / scale, barCells);
  if (value >= 0) return { text: cells };
  return { text: `${cells.replaceAll('#', look.glyphs.lower)} lowers`, paint: look.paint.cyan };
}

function valueText(value: string | number | boolean | null): string {
  if (value === null) return 'missing';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

function chainLines(look: Look, chain: readonly EvidenceLink[]): readonly string[] {
  const rows = chain.map((link): readonly Cell[] => [
    { text: `  ${link.kind}` },
    { text: shortDigest(link.digest), paint: look.paint.cyan },
    { text: link.summary },
    { text: personName(link.by, link.knownBy) },
    { text: link.at === null ? '' : formatMinute(link.at), paint: look.paint.dim },
  ]);
  return layColumns(
    look,
    [
      { title: '  what' },
      { title: 'digest' },
      { title: 'which', isFlexible: true },
      { title: 'who' },
      { title: 'when, UTC' },
    ],
    rows,
  );
}
