import { type ColumnKind, formatDate, formatInstant } from '@tend/table';
import type { Bin } from '../associations/coarse-column.ts';
import type { MissingBin } from '../target-relations/interaction.ts';
import { grouped } from './grouped.ts';

/** What the rows of a bin have in common, after the name of their column: `is "x"`, `is above 2 and at most 5`. */
export function binSentence(bin: Bin | MissingBin, kind: ColumnKind): string {
  switch (bin.type) {
    case 'missing':
      return 'is missing';
    case 'others':
      return 'is any other';
    case 'level':
      return kind === 'boolean' ? `is ${bin.level}` : `is "${bin.level}"`;
    case 'value':
      return `is ${shown(bin.value, kind)}`;
    case 'range': {
      const parts = [
        ...(bin.from === null
          ? []
          : [`${kind === 'date' || kind === 'instant' ? 'after' : 'above'} ${shown(bin.from, kind)}`]),
        ...(bin.to === null ? [] : [`at most ${shown(bin.to, kind)}`]),
      ];
      return parts.length === 0 ? 'is known' : `is ${parts.join(' and ')}`;
    }
  }
}

function shown(value: number, kind: ColumnKind): string {
  if (kind === 'date') return formatDate(value);
  return kind === 'instant' ? formatInstant(value) : shortNumber(value);
}

/** A number in four digits: `0.1235`, `1235`, `12,350`. Up to four digits stand as they are, for it may be a year or a time of day. */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(4));
  return Number.isInteger(short) && Math.abs(short) >= 10_000 ? grouped(short) : String(short);
}
