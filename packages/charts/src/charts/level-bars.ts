import { formatShareOf } from '../format/format-share-of.ts';
import { formatCount } from '../format/format-value.ts';
import { coordinate, type Markup, markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { legend } from '../plot/legend.ts';
import { barMark, hatching, lineBetween, pathOf, rectangle } from '../plot/marks.ts';
import { rowLayout } from '../plot/row-layout.ts';
import { valueScale } from '../plot/value-scale.ts';

export interface LevelBarsInput extends ChartText {
  readonly column: string;
  /** In the order they are to stand in, at most 30. */
  readonly levels: readonly LevelCount[];
  /** Levels that are not drawn one by one. */
  readonly other?: { readonly levels: number; readonly count: number; readonly reference?: number };
  readonly missing: number;
  /** A second sample: its rows in all, and its missing ones; each level brings its own count of it. */
  readonly reference?: { readonly label: string; readonly rows: number; readonly missing: number };
  /** What the bars are called beside a reference; "these rows" unless told. */
  readonly label?: string;
}

export interface LevelCount {
  readonly level: string;
  readonly count: number;
  readonly reference?: number;
}

interface Row {
  readonly name: string;
  readonly count: number;
  readonly reference: number;
  readonly role: 'level' | 'other' | 'missing';
}

/**
 * How often each level of a column occurs: bars from zero with count and share, all other levels as one bar, missing
 * rows as a hatched one. A second sample is a dashed line in each row; then bars are shares of each sample's rows.
 * RangeError for more than 30 levels.
 */
export function levelBars(input: LevelBarsInput): Chart {
  const { column, levels, other, missing, reference } = input;
  if (levels.length > 30)
    throw new RangeError(`at most 30 levels are drawn, came ${levels.length}: pool the rest as other`);
  const width = chartWidth(input);
  const rows: readonly Row[] = [
    ...levels.map(
      ({ level, count, reference: second = 0 }): Row => ({ name: level, count, reference: second, role: 'level' }),
    ),
    ...(other === undefined || other.levels === 0 ? [] : [otherRow(other)]),
    ...(missing > 0 || (reference?.missing ?? 0) > 0
      ? [{ name: 'missing', count: missing, reference: reference?.missing ?? 0, role: 'missing' } satisfies Row]
      : []),
  ];
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const levelsInAll = levels.length + (other?.levels ?? 0);
  const shows = `${column}; ${formatCount(total, 'row')}, ${formatCount(levelsInAll, 'level')}, ${formatCount(missing)} missing`;
  const table = tableOf(input, rows, total);
  if (rows.length === 0) return emptyChart({ text: input, shows, table });

  const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  const own = rows.map(({ count }) => shareOf(count, total));
  const second = rows.map((row) => shareOf(row.reference, reference?.rows ?? 0));
  const key = reference === undefined ? undefined : sampleLegend(input.label ?? 'these rows', reference.label, width);
  const layout = rowLayout({
    width,
    names: rows.map(({ name }) => name),
    values: rows.map(({ count }) => [formatCount(count), formatShareOf(count, total)]),
    top: key === undefined ? 0 : lineHeight + 4,
    quiet: new Set(rows.flatMap(({ role }, i) => (role === 'level' ? [] : [i]))),
  });
  const longest = longestOf(rows, own, second);
  const x = valueScale({
    kind: 'share',
    domain: [0, longest],
    range: [layout.from, layout.to],
  });
  const marks = rows.map((row, i) => {
    const share = own[i] ?? 0;
    const isTorn = share > longest;
    const shown = row.count > 0 ? Math.max(x.at(Math.min(share, longest)) - layout.from, 1) : 0;
    const box = { x: layout.from, y: layout.middle(i) - 8, width: shown, height: 16 };
    const className = row.role === 'level' ? 'bar' : row.role === 'other' ? 'soft' : 'empty';
    const at = x.at(Math.min(second[i] ?? 0, longest));
    const torn =
      isTorn && pathOf('torn', `M${coordinate(layout.to - 12)} ${coordinate(box.y - 3)}l-5 5.5l5 5.5l-5 5.5l5 5.5`);
    return markup`${barMark(className, box, readingOf(row, total, reference))}${row.role === 'missing' && hatching(box)}${torn}${
      reference !== undefined && lineBetween('base', at, box.y - 3, at, box.y + 19)
    }`;
  });
  const body = markup`${key}${layout.words}${lineBetween('axis', layout.from, layout.top, layout.from, layout.bottom)}${marks}`;
  const [first] = rows;
  const reading =
    first === undefined ? '' : `First: ${first.name} with ${formatShareOf(first.count, total)} of the rows.`;
  const notes =
    // One other level has its own name on the bar already.
    other === undefined || other.levels < 2
      ? []
      : [`${formatCount(other.levels)} further levels are drawn as one bar.`];
  return composeChart({ text: input, shows, reading, height: layout.bottom + 4, body, table, notes });
}

/**
 * The length of the axis, as a share. A bar of other levels or missing rows that would flatten the levels is cut off with a
 * torn end; its number stands beside it.
 */
function longestOf(rows: readonly Row[], own: readonly number[], second: readonly number[]): number {
  const longest = (indexes: readonly number[]): number =>
    Math.max(0, ...indexes.flatMap((i) => [own[i] ?? 0, second[i] ?? 0]));
  const level = longest(rows.flatMap(({ role }, i) => (role === 'level' ? [i] : [])));
  const whole = longest(Array.from(rows.keys()));
  return Math.max(level > 0 && whole > 2 * level ? level * 1.15 : whole, 1e-9);
}

function otherRow({ levels, count, reference = 0 }: { levels: number; count: number; reference?: number }): Row {
  return { name: levels === 1 ? '1 other' : `${formatCount(levels)} others`, count, reference, role: 'other' };
}

function sampleLegend(label: string, reference: string, width: number): Markup {
  const bar = (x: number, y: number): Markup => rectangle('bar', { x, y: y + 4, width: 18, height: 10 });
  const line = (x: number, y: number): Markup => lineBetween('base', x + 9, y + 1, x + 9, y + 17);
  return legend(
    [
      { label, key: bar },
      { label: reference, key: line },
    ],
    0,
    width,
  );
}

function readingOf(row: Row, total: number, reference: LevelBarsInput['reference']): string {
  const own = `${row.name}: ${formatCount(row.count, 'row')} (${formatShareOf(row.count, total)})`;
  return reference === undefined ? own : `${own}; ${reference.label}: ${formatShareOf(row.reference, reference.rows)}`;
}

function tableOf({ column, reference }: LevelBarsInput, rows: readonly Row[], total: number): DataTable {
  const second = reference === undefined ? [] : [`rows, ${reference.label}`, `share, ${reference.label}`];
  return {
    caption: `Rows by level of ${column}`,
    columns: [{ header: column }, ...['rows', 'share', ...second].map((header) => ({ header, isNumber: true }))],
    rows: rows.map((row) => [
      row.name,
      formatCount(row.count),
      formatShareOf(row.count, total),
      ...(reference === undefined ? [] : [formatCount(row.reference), formatShareOf(row.reference, reference.rows)]),
    ]),
  };
}
