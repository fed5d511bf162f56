import { quantile, sortedPresent } from '@tend/kernels';
import { formatNumber } from '@tend/protocol/number-format';
import type { Column, NumericColumn, TextColumn } from '@tend/table';

/** Slices with fewer rows say nothing that could be relied on. */
const fewest = 30;
const most = 12;

export interface SliceLevel {
  readonly level: string;
  /** 1 for the rows of the slice. */
  readonly isIn: Uint8Array;
  readonly n: number;
}

/** The groups of a column: its frequent levels, or thirds of a numeric one; those with at least 30 rows, largest first. */
export function sliceLevels(column: Column): readonly SliceLevel[] {
  const levels = column.kind === 'text' ? textLevels(column) : numericLevels(column);
  return levels
    .filter(({ n }) => n >= fewest)
    .sort((a, b) => b.n - a.n)
    .slice(0, most);
}

function textLevels({ codes, dictionary }: TextColumn): SliceLevel[] {
  return dictionary.map((level, code) => levelOf(level, codes, (value) => value === code));
}

function numericLevels({ kind, values }: NumericColumn): SliceLevel[] {
  if (kind === 'boolean') return [levelOf('true', values, (v) => v === 1), levelOf('false', values, (v) => v === 0)];
  const sorted = sortedPresent(values);
  if (sorted.length === 0) return [];
  const [low, high] = [quantile(sorted, 1 / 3), quantile(sorted, 2 / 3)];
  return [
    levelOf(`at most ${formatNumber(low)}`, values, (v) => v <= low),
    levelOf(`${formatNumber(low)} to ${formatNumber(high)}`, values, (v) => v > low && v <= high),
    levelOf(`above ${formatNumber(high)}`, values, (v) => v > high),
  ];
}

function levelOf(level: string, values: ArrayLike<number>, matches: (value: number) => boolean): SliceLevel {
  const isIn = Uint8Array.from(values, (value) => (matches(value) ? 1 : 0));
  return { level, isIn, n: isIn.reduce((sum, value) => sum + value, 0) };
}
