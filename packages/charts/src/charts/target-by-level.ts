import { formatCount, formatValue } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import {
  type Estimate,
  estimateCells,
  estimateColumns,
  estimateReading,
  measureTitle,
  type TargetMeasure,
  targetDomain,
} from '../plot/estimate.ts';
import { dotAt, groupMark, lineBetween, textAt } from '../plot/marks.ts';
import { rowBaseline, rowLayout } from '../plot/row-layout.ts';
import { valueScale } from '../plot/value-scale.ts';

export interface TargetByLevelInput extends ChartText {
  readonly column: string;
  readonly target: TargetMeasure;
  /** In the order they are to stand in, at most 40; levels, or bins as words. */
  readonly groups: readonly (Estimate & { readonly level: string; readonly role?: 'level' | 'other' | 'missing' })[];
}

/**
 * The rate or mean of a target by level: a dot with the line of its interval in each row, the overall value as a dashed
 * line, the number of rows to the right. RangeError for more than 40 groups.
 */
export function targetByLevel(input: TargetByLevelInput): Chart {
  const { column, target, groups } = input;
  if (groups.length > 40)
    throw new RangeError(`at most 40 groups are drawn, came ${groups.length}: pool the rest as other`);
  const width = chartWidth(input);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const shows = `${target.label} by ${column}, with ${formatValue(target.confidence, 'share')} intervals; ${formatCount(n, 'row')}`;
  const table = tableOf(input);
  if (n === 0) return emptyChart({ text: input, shows, table });

  const layout = rowLayout({
    width,
    names: groups.map(({ level }) => level),
    values: groups.map((group) => [formatCount(group.n)]),
    top: lineHeight,
    header: 'rows',
    quiet: new Set(groups.flatMap(({ role }, i) => (role === 'other' || role === 'missing' ? [i] : []))),
  });
  const ends = groups.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null));
  const x = valueScale({
    kind: target.kind,
    domain: targetDomain(target, ends),
    range: [layout.from + 6, layout.to - 6],
  });
  const marks = groups.map((group, i) => {
    const y = layout.middle(i);
    const { value, low, high, role } = group;
    if (value === null)
      return groupMark(
        estimateReading(group.level, group, target),
        textAt(layout.from + 6, y + 4.5, 'too few rows', 'start', 'quiet halo'),
      );
    const [x1, x2] = [x.at(low ?? value), x.at(high ?? value)];
    const dot = role === 'missing' ? 'hollow' : 'dot';
    return groupMark(
      estimateReading(group.level, group, target),
      lineBetween('thick', x1, y, x2, y),
      dotAt(dot, x.at(value), y),
    );
  });
  const separators = groups.map((_, i) =>
    lineBetween('grid', layout.from, layout.middle(i), layout.to, layout.middle(i)),
  );
  const baseline = rowBaseline(layout, x.at(target.overall), `all rows ${formatValue(target.overall, target.kind)}`);
  const axis = bottomAxis({
    scale: x,
    from: layout.from,
    to: layout.to,
    y: layout.bottom,
    title: measureTitle(target),
  });
  const body = markup`${layout.words}${separators}${baseline}<g class="target">${marks}</g>${axis}`;
  return composeChart({
    text: input,
    shows,
    reading: extremesInWords(input),
    height: layout.bottom + bottomAxisHeight,
    body,
    table,
  });
}

function extremesInWords({ groups, target }: TargetByLevelInput): string {
  const known = groups.filter(({ value }) => value !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [highest] = known;
  const lowest = known.at(-1);
  if (highest === undefined || lowest === undefined || known.length < 2) return '';
  return `Highest ${estimateReading(highest.level, highest, target)}. Lowest ${estimateReading(lowest.level, lowest, target)}.`;
}

function tableOf({ column, groups, target }: TargetByLevelInput): DataTable {
  return {
    caption: `${measureTitle(target)} by ${column}`,
    columns: [{ header: column }, ...estimateColumns(target)],
    rows: groups.map((group) => [group.level, ...estimateCells(group, target)]),
  };
}
