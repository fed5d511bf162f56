import { formatCount, formatRange, formatValue, type ValueKind } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { groupMark, lineBetween, rectangle } from '../plot/marks.ts';
import { rowBaseline, rowLayout } from '../plot/row-layout.ts';
import { extentOf, type ValueScale, valueScale } from '../plot/value-scale.ts';

/** Quantiles of one group of rows; the outer ones are null where fewer than 5 rows lie beyond them. */
export interface QuantileGroup {
  readonly level: string;
  readonly n: number;
  readonly q05: number | null;
  readonly q25: number | null;
  readonly q50: number | null;
  readonly q75: number | null;
  readonly q95: number | null;
}

export interface LevelQuantilesInput extends ChartText {
  /** The column of the numbers or times. */
  readonly column: string;
  readonly kind: ValueKind;
  readonly unit?: string;
  /** The column of the levels; absent where all rows are one group. */
  readonly by?: string;
  /** At most 40. */
  readonly groups: readonly QuantileGroup[];
  /** The median of all rows, as a dashed line. */
  readonly overall?: number;
  readonly isLog?: boolean;
}

/**
 * How a number is spread, by level: a thin line from the 5th to the 95th percentile, a bar over the middle half, a
 * stroke at the median. RangeError for more than 40 groups.
 */
export function levelQuantiles(input: LevelQuantilesInput): Chart {
  const { column, kind, unit, by, groups, overall } = input;
  if (groups.length > 40)
    throw new RangeError(`at most 40 groups are drawn, came ${groups.length}: pool the rest as other`);
  const width = chartWidth(input);
  const name = unit === undefined ? column : `${column} (${unit})`;
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const shows = `${name}${by === undefined ? '' : ` by ${by}`}: median, middle half, 5th to 95th percentile; ${formatCount(n, 'row')}`;
  const table = tableOf(input, name);
  const known = groups.flatMap(({ q05, q25, q50, q75, q95 }) =>
    [q05, q25, q50, q75, q95].filter((value) => value !== null),
  );
  if (known.length === 0) return emptyChart({ text: input, shows, table }, 'no values', 'There is no value to draw.');

  const layout = rowLayout({
    width,
    names: groups.map(({ level }) => level),
    values: groups.map((group) => [formatCount(group.n)]),
    top: overall === undefined ? 0 : lineHeight,
    header: 'rows',
  });
  const [low, high] = extentOf(overall === undefined ? known : [...known, overall]);
  const isLog = input.isLog === true && low > 0;
  const x = valueScale({ kind, domain: [low, high], range: [layout.from + 6, layout.to - 6], isLog });
  const marks = groups.map((group, i) => stripMark(group, x, layout.middle(i), readingOf(group, kind, unit)));
  const body = markup`${layout.words}${overall !== undefined && rowBaseline(layout, x.at(overall), `all rows ${formatValue(overall, kind)}`)}${marks}${bottomAxis({ scale: x, from: layout.from, to: layout.to, y: layout.bottom, title: isLog ? `${name}, axis of ratios` : name })}`;
  return composeChart({
    text: input,
    shows,
    reading: inWords(input),
    height: layout.bottom + bottomAxisHeight,
    body,
    table,
  });
}

function stripMark({ q05, q25, q50, q75, q95 }: QuantileGroup, x: ValueScale, y: number, reading: string): Markup {
  const low = q05 ?? q25;
  const high = q95 ?? q75;
  return groupMark(
    reading,
    low !== null && high !== null && lineBetween('line', x.at(low), y, x.at(high), y),
    q25 !== null &&
      q75 !== null &&
      rectangle('box', { x: x.at(q25), y: y - 7, width: Math.max(1, x.at(q75) - x.at(q25)), height: 14 }),
    q50 !== null && lineBetween('median', x.at(q50), y - 9, x.at(q50), y + 9),
  );
}

function readingOf(
  { level, n, q05, q25, q50, q75, q95 }: QuantileGroup,
  kind: ValueKind,
  unit: string | undefined,
): string {
  if (q50 === null) return `${level}: too few rows to tell (${formatCount(n)})`;
  const half = q25 === null || q75 === null ? '' : `, middle half ${formatRange(q25, q75, kind, unit)}`;
  const outer = q05 === null || q95 === null ? '' : `, 5th to 95th percentile ${formatRange(q05, q95, kind, unit)}`;
  return `${level}: median ${formatValue(q50, kind, unit)}${half}${outer}, ${formatCount(n, 'row')}`;
}

function inWords({ groups, kind, unit }: LevelQuantilesInput): string {
  const known = groups.filter(({ q50 }) => q50 !== null).toSorted((a, b) => (b.q50 ?? 0) - (a.q50 ?? 0));
  const [highest] = known;
  const lowest = known.at(-1);
  if (highest === undefined || lowest === undefined) return '';
  if (known.length === 1) return `${readingOf(highest, kind, unit)}.`;
  return `Highest median: ${readingOf(highest, kind, unit)}. Lowest: ${readingOf(lowest, kind, unit)}.`;
}

function tableOf({ groups, kind, by }: LevelQuantilesInput, name: string): DataTable {
  const cell = (value: number | null): string => (value === null ? 'too few rows' : formatValue(value, kind));
  return {
    caption: `Quantiles of ${name}${by === undefined ? '' : ` by ${by}`}`,
    columns: [
      { header: by ?? 'rows' },
      ...['5%', '25%', 'median', '75%', '95%', 'rows'].map((header) => ({ header, isNumber: true })),
    ],
    rows: groups.map(({ level, n, q05, q25, q50, q75, q95 }) => [
      level,
      ...[q05, q25, q50, q75, q95].map(cell),
      formatCount(n),
    ]),
  };
}
