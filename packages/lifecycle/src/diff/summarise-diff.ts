import { formatCount, formatNumber } from '@tend/protocol/number-format';
import type { TableDiff } from './diff-tables.ts';

/** The difference in one sentence, the gravest first. */
export function summariseDiff(diff: TableDiff): string {
  if (diff.isSame) return 'both hold the same rows and columns';
  const { rows, columns } = diff;
  const factors = columns.filter(({ likelyFactor }) => likelyFactor !== null).length;
  const shifts = columns.filter(({ isShift, likelyFactor }) => isShift && likelyFactor === null).length;
  const schema = [
    count(diff.columnsRemoved.length, 'column', 'removed'),
    count(diff.columnsAdded.length, 'column', 'added'),
    count(diff.columnsRenamed.length, 'column', 'renamed'),
    count(diff.columnsRetyped.length, 'column', 'of another type'),
    count(factors, 'column', 'multiplied by a factor'),
    count(shifts, 'column', 'distributed differently'),
  ].filter((part) => part !== '');
  const moved = [
    `${formatNumber(rows.added)} added`,
    `${formatNumber(rows.removed)} removed`,
    ...(rows.changed === null ? [] : [`${formatNumber(rows.changed)} changed`]),
    `${formatNumber(rows.unchanged)} the same`,
  ];
  return [`rows: ${moved.join(', ')}`, ...schema].join('; ');
}

function count(number: number, one: string, what: string): string {
  return number === 0 ? '' : `${formatCount(number, one)} ${what}`;
}
