import { formatCount, type ValueKind } from '@tend/charts';
import type { Bin, ColumnProfile, MissingBin } from '@tend/learn';
import { numberText } from './number-text.ts';
import { shortText } from './short-text.ts';

/** How the numbers of a column are written; texts and truth values have none. */
export function valueKindOf(kind: ColumnProfile['kind']): ValueKind {
  return kind === 'text' || kind === 'boolean' ? 'number' : kind;
}

/** What the rows of a bin have in common, as a label: `2 to 5`, `above 5`, a level, `12 others`. */
export function binWords(bin: Bin | MissingBin, kind: ColumnProfile['kind']): string {
  const say = (value: number): string => numberText(value, valueKindOf(kind));
  switch (bin.type) {
    case 'missing':
      return 'missing';
    case 'others':
      return bin.levels === 1 ? '1 other' : `${formatCount(bin.levels)} others`;
    case 'level':
      return bin.level === '' ? '(empty)' : shortText(bin.level);
    case 'value':
      return say(bin.value);
    case 'range':
      if (bin.from === null) return bin.to === null ? 'all' : `up to ${say(bin.to)}`;
      return bin.to === null ? `above ${say(bin.from)}` : `${say(bin.from)} to ${say(bin.to)}`;
  }
}

/**
 * The ends of bins that are ranges, each beginning where the one before ends. An open end stands at its bound where that
 * lies beyond the bin, else as far out as the next bin is wide. Undefined where some are no ranges.
 */
export function edgesOf(bins: readonly Bin[], low?: number, high?: number): readonly number[] | undefined {
  const inner = bins.flatMap((bin) => (bin.type === 'range' ? [bin.from ?? Number.NaN, bin.to ?? Number.NaN] : []));
  if (inner.length !== 2 * bins.length || bins.length < 2) return undefined;
  const edges = [inner[0] as number, ...bins.map((_, i) => inner[2 * i + 1] as number)];
  const [first, second] = [edges[1] as number, edges[2] as number];
  const [last, beforeLast] = [edges[edges.length - 2] as number, edges[edges.length - 3] as number];
  if (Number.isNaN(edges[0])) edges[0] = low !== undefined && low < first ? low : first - (second - first);
  if (Number.isNaN(edges.at(-1)))
    edges[edges.length - 1] = high !== undefined && high > last ? high : last + (last - beforeLast);
  const isAscending = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));
  const isJoined = bins.every((_, i) => i === 0 || inner[2 * i] === inner[2 * i - 1]);
  return isAscending && isJoined ? edges : undefined;
}
