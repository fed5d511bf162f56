import { formatCount, formatValue } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { type Estimate, estimateCells, estimateColumns, measureTitle, type TargetMeasure } from '../plot/estimate.ts';
import { nameAt } from '../plot/marks.ts';
import { panelGrid } from '../plot/panels.ts';

export interface SmallMultiplesInput extends ChartText {
  /** The column along each panel, and its levels or bins as words, the same in all panels. */
  readonly column: string;
  readonly steps: readonly string[];
  /** The column whose levels are the panels. */
  readonly by: string;
  readonly target: TargetMeasure;
  /** One estimate a step, over all rows and within each level; at most 11 levels. */
  readonly whole: readonly Estimate[];
  readonly panels: readonly { readonly level: string; readonly estimates: readonly Estimate[] }[];
}

/**
 * A relation over all rows beside the same relation within each level of another column: where the lines of the panels
 * run against the first one, the levels explain it (Simpson's paradox). All panels share their axes. RangeError for more
 * than 11 panels, or another number of estimates than steps.
 */
export function smallMultiples(input: SmallMultiplesInput): Chart {
  const { column, steps, by, target, whole, panels } = input;
  if (panels.length > 11) throw new RangeError(`at most 11 panels are drawn, came ${panels.length}`);
  for (const { length } of [whole, ...panels.map(({ estimates }) => estimates)])
    if (length !== steps.length)
      throw new RangeError(`each panel needs ${steps.length} estimates, as there are steps; came ${length}`);
  const width = chartWidth(input);
  const n = rowsOf(whole);
  const shows = `${target.label} by ${column}, over all rows and within each ${by}; ${formatCount(n, 'row')}`;
  const table = tableOf(input);
  if (n === 0 || steps.length === 0) return emptyChart({ text: input, shows, table });

  const all = [{ level: 'all rows', estimates: whole, isWhole: true }, ...panels];
  const { body, height } = panelGrid(
    { ...input, panels: all.map((panel) => ({ ...panel, foot: `${formatCount(rowsOf(panel.estimates), 'row')}` })) },
    lineHeight + 8,
  );
  const title = nameAt(0, 13, `${measureTitle(target)} by ${column}`, width);
  return composeChart({
    text: input,
    shows,
    reading: directionsInWords(input),
    height,
    body: markup`${title}${body}`,
    table,
  });
}

function rowsOf(estimates: readonly Estimate[]): number {
  return estimates.reduce((sum, { n }) => sum + n, 0);
}

/** Of each panel whether its last step lies above or below its first. */
function directionsInWords({ whole, panels, target, by }: SmallMultiplesInput): string {
  const change = (estimates: readonly Estimate[]): number | undefined => {
    const known = estimates.flatMap(({ value }) => (value === null ? [] : [value]));
    const [first] = known;
    const last = known.at(-1);
    return known.length < 2 || first === undefined || last === undefined ? undefined : last - first;
  };
  const overall = change(whole);
  if (overall === undefined) return '';
  const against = panels.filter(({ estimates }) => (change(estimates) ?? 0) * overall < 0).length;
  const way = overall < 0 ? 'falls' : overall > 0 ? 'rises' : 'stays';
  return `Over all rows ${target.label} ${way} by ${formatValue(Math.abs(overall), target.kind, target.unit)} from the first to the last step; it goes the other way in ${against} of ${panels.length} levels of ${by}.`;
}

function tableOf({ steps, whole, panels, column, by, target }: SmallMultiplesInput): DataTable {
  return {
    caption: `${measureTitle(target)} by ${column} within each ${by}`,
    columns: [{ header: by }, { header: column }, ...estimateColumns(target)],
    rows: [{ level: 'all rows', estimates: whole }, ...panels].flatMap(({ level, estimates }) =>
      estimates.map((estimate, i) => [level, steps[i] ?? '', ...estimateCells(estimate, target)]),
    ),
  };
}
