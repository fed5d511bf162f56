import type { ColumnDiff, DiffDataAnswer } from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import { bullets } from './bullets.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { shortDigest, verdictSentence } from './names.ts';
import { wrap } from './width.ts';

const columnsShown = 30;

/** How two takings differ: the sentence, both sides, then schema, rows and columns, worst first. */
export function renderDataDiff(answer: DiffDataAnswer, look: Look): readonly string[] {
  const { before, after, isSame, summary, columns } = answer;
  const more = columns.length - columnsShown;
  return [
    ...wrap(summary, look.width - 2).map((line, i) =>
      i === 0 ? verdictSentence(look, isSame ? 'pass' : 'waiting', line) : `  ${look.paint.bold(line)}`,
    ),
    ...labelled(look, 'before', [sideText(before)]),
    ...labelled(look, 'after', [sideText(after)]),
    ...headed(look, 'schema', bulletsOrNone(look, schemaSentences(answer))),
    ...headed(look, 'rows', isSame ? [] : bulletsOrNone(look, rowSentences(answer))),
    ...groups.flatMap(([title, isOf]) =>
      headed(
        look,
        title,
        columns.slice(0, columnsShown).flatMap((column) => (isOf(column) ? columnLines(look, column) : [])),
      ),
    ),
    ...(more > 0 ? [look.paint.dim(`  and ${formatCount(more, 'column')} more: --json lists them all`)] : []),
  ];
}

/** What matters first: a change of unit makes every value wrong, a shift may, single cells may be corrections. */
const groups: readonly (readonly [title: string, isOf: (column: ColumnDiff) => boolean])[] = [
  ['columns with a likely change of unit', ({ likelyFactor }) => likelyFactor !== null],
  ['columns distributed differently', ({ likelyFactor, isShift }) => likelyFactor === null && isShift],
  ['columns with other changes', ({ likelyFactor, isShift }) => likelyFactor === null && !isShift],
];

function sideText({ name, snapshot, rows, columns }: DiffDataAnswer['before']): string {
  const digest = snapshot === null ? 'a file, not taken' : `snapshot ${shortDigest(snapshot)}`;
  return `${name}: ${digest}, ${formatCount(rows, 'row')}, ${formatCount(columns, 'column')}`;
}

function bulletsOrNone(look: Look, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : bullets(look, sentences, '');
}

function schemaSentences({
  columnsAdded,
  columnsRemoved,
  columnsRenamed,
  columnsRetyped,
}: DiffDataAnswer): readonly string[] {
  return [
    ...columnsRemoved.map(({ column, type }) => `"${column}" (${type}) is gone`),
    ...columnsAdded.map(({ column, type }) => `"${column}" (${type}) is new`),
    ...columnsRenamed.map(
      ({ from, to, equalShare, cells }) =>
        `"${from}" seems to be called "${to}" now: ${formatShare(equalShare)} of ${formatCount(cells, 'cell')} are equal`,
    ),
    ...columnsRetyped.map(({ column, from, to }) => `"${column}" was of type ${from} and is of type ${to}`),
  ];
}

function rowSentences({ rows }: DiffDataAnswer): readonly string[] {
  const { key, added, removed, changed, unchanged } = rows;
  const sentences = [
    key.length === 0
      ? `${formatCount(added, 'row')} added, ${formatNumber(removed)} removed, ${formatNumber(unchanged)} the same; without a key a changed row counts as removed and added (--key COLUMN)`
      : `by ${key.join(', ')}: ${formatCount(added, 'row')} added, ${formatNumber(removed)} removed, ${formatNumber(changed)} changed, ${formatNumber(unchanged)} the same`,
  ];
  if (rows.repeatedKeys > 0)
    sentences.push(
      `${formatCount(rows.repeatedKeys, 'key')} ${rows.repeatedKeys === 1 ? 'stands' : 'stand'} more than once: ${formatCount(rows.repeatedRowsBefore, 'row')} before and ${formatCount(rows.repeatedRowsAfter, 'row')} after are not compared`,
    );
  if (rows.withoutKeyBefore + rows.withoutKeyAfter > 0)
    sentences.push(
      `without a key are ${formatCount(rows.withoutKeyBefore, 'row')} before and ${formatCount(rows.withoutKeyAfter, 'row')} after`,
    );
  return sentences;
}

function columnLines(look: Look, { column, message, examples }: ColumnDiff): readonly string[] {
  return [
    ...bullets(look, [`${column}: ${message}`], ''),
    ...examples.flatMap(({ key, before, after }) =>
      wrap(`${key}: ${before} -> ${after}`, look.width - 6).map((line) => look.paint.dim(`      ${line}`)),
    ),
  ];
}
