import { formatValue, type ValueKind } from '@tend/charts';
import type { Bin, ColumnProfile, MissingBin } from '@tend/learn';
import { shortText } from './short-text.ts';

/** How the numbers of a column are written; texts and truth values have none. */
export function valueKindOf(kind: ColumnProfile['kind']): ValueKind {
  return kind === 'text' || kind === 'boolean' ? 'number' : kind;
}

/** What the rows of a bin have in common, as a label: `2 to 5`, `above 5`, a level, `12 others`. */
export function binWords(bin: Bin | MissingBin, kind: ColumnProfile['kind']): string {
  const say = (value: number): string => formatValue(value, valueKindOf(kind));
  switch (bin.type) {
    case 'missing':
      return 'missing';
    case 'others':
      return `${bin.levels.toLocaleString('en-US')} others`;
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
 * The ends of bins that are ranges, each beginning where the one before ends; open ends stand at these bounds. Undefined where
 * some are no ranges.
 */
export function edgesOf(
  bins: readonly Bin[],
  low: number | undefined,
  high: number | undefined,
): readonly number[] | undefined {
  const edges: number[] = [];
  for (const [i, bin] of bins.entries()) {
    if (bin.type !== 'range') return undefined;
    const from = bin.from ?? (i === 0 ? low : undefined);
    const to = bin.to ?? (i === bins.length - 1 ? high : undefined);
    if (from === undefined || to === undefined || !(to > from)) return undefined;
    if (i === 0) edges.push(from);
    else if (edges.at(-1) !== from) return undefined;
    edges.push(to);
  }
  return edges.length < 3 ? undefined : edges;
}
