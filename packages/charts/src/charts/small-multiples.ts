import { formatCount, formatValue } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyNotice } from '../plot/empty-notice.ts';
import {
  type Estimate,
  estimateCells,
  estimateColumns,
  estimateReading,
  measureTitle,
  type TargetMeasure,
  targetDomain,
} from '../plot/estimate.ts';
import { linePath } from '../plot/line-path.ts';
import { dotAt, groupMark, lineBetween, nameAt, pathOf, textAt, widest } from '../plot/marks.ts';
import { type ValueScale, valueScale } from '../plot/value-scale.ts';

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

const plotHeight = 84;

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
  const n = whole.reduce((sum, estimate) => sum + estimate.n, 0);
  const shows = `${target.label} by ${column}, over all rows and within each ${by}; ${formatCount(n)} rows`;
  const table = tableOf(input);
  if (n === 0 || steps.length === 0)
    return composeChart({
      text: input,
      shows,
      reading: 'There are no rows to draw.',
      ...emptyNotice(width, 'no rows'),
      table,
    });

  const all = [{ level: 'all rows', estimates: whole }, ...panels];
  const ends = all.flatMap(({ estimates }) =>
    estimates.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null)),
  );
  const domain = targetDomain(target, ends);
  const ticks = valueScale({ kind: target.kind, domain, range: [plotHeight, 0] }).ticks(3);
  const left =
    widest(
      ticks.map(({ label }) => label),
      70,
    ) + 8;
  const perLine = Math.max(1, Math.min(all.length, Math.floor((width - left) / 100)));
  const panelWidth = (width - left) / perLine;
  const lineOf = 3 * lineHeight + plotHeight + 22;
  const top = lineHeight + 8;
  const drawn = all.map((panel, i) => {
    const x = left + (i % perLine) * panelWidth;
    const y = top + Math.floor(i / perLine) * lineOf;
    return panelMarkup({
      input,
      panel,
      domain,
      x,
      y,
      width: panelWidth - 10,
      isWhole: i === 0,
      hasLabels: i % perLine === 0,
      left,
    });
  });
  const height = top + Math.ceil(all.length / perLine) * lineOf;
  const body = markup`${nameAt(0, 13, `${measureTitle(target)} by ${column}`, width)}${drawn}`;
  return composeChart({ text: input, shows, reading: directionsInWords(input), height, body, table });
}

interface Panel {
  readonly input: SmallMultiplesInput;
  readonly panel: { readonly level: string; readonly estimates: readonly Estimate[] };
  readonly domain: readonly [number, number];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly isWhole: boolean;
  readonly hasLabels: boolean;
  readonly left: number;
}

function panelMarkup({ input, panel, domain, x, y, width, isWhole, hasLabels, left }: Panel): Markup {
  const { steps, target } = input;
  const top = y + lineHeight + 6;
  const bottom = top + plotHeight;
  const scale = valueScale({ kind: target.kind, domain, range: [bottom, top] });
  const step = width / steps.length;
  const at = (i: number): number => x + (i + 0.5) * step;
  const grid = scale
    .ticks(3)
    .map(
      (tick) =>
        markup`${lineBetween('grid', x, tick.at, x + width, tick.at)}${hasLabels && textAt(left - 6, tick.at + 4.5, tick.label, 'end', 'tick')}`,
    );
  const line = linePath(
    panel.estimates.map(({ value }, i) => ({ x: at(i), y: value === null ? null : scale.at(value) })),
  );
  const marks = panel.estimates.map((estimate, i) =>
    estimateMark(estimate, at(i), scale, `${panel.level}, ${estimateReading(steps[i] ?? '', estimate, target)}`),
  );
  const name = isWhole ? textAt(x, y + 13, panel.level, 'start', 'strong') : nameAt(x, y + 13, panel.level, width);
  const [first = '', last = ''] = [steps[0], steps.at(-1)];
  // The last name takes what it needs up to half of the width, more where the first one is short.
  const lastWidth = Math.min(widest([last], width), Math.max(width / 2 - 4, width - 8 - widest([first], width)));
  const names =
    steps.length === 1
      ? nameAt(at(0), bottom + lineHeight, first, width, 'middle')
      : markup`${nameAt(x, bottom + lineHeight, first, width - 8 - lastWidth)}${nameAt(x + width, bottom + lineHeight, last, lastWidth, 'end')}`;
  const n = panel.estimates.reduce((sum, estimate) => sum + estimate.n, 0);
  return markup`${name}${grid}${lineBetween('axis', x, bottom, x + width, bottom)}<g class="${isWhole ? 's1' : 'target'}">${pathOf('line', line)}${marks}</g>${names}${textAt(x, bottom + 2 * lineHeight - 1, `${formatCount(n)} rows`, 'start', 'quiet')}`;
}

function estimateMark(estimate: Estimate, at: number, scale: ValueScale, reading: string): Markup {
  const { value, low, high } = estimate;
  if (value === null) return groupMark(reading);
  return groupMark(
    reading,
    lineBetween('thick', at, scale.at(low ?? value), at, scale.at(high ?? value)),
    dotAt('dot', at, scale.at(value), 4),
  );
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
