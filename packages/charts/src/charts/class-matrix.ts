import { formatCount, formatValue } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import type { Chart } from '../plot/chart.ts';
import {
  type ClassEstimates,
  checkClasses,
  classesTable,
  classRanges,
  rowsOfClasses,
} from '../plot/class-estimates.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { type Estimate, estimateReading, type TargetMeasure } from '../plot/estimate.ts';
import { shareSteps } from '../plot/heat-steps.ts';
import { barMark, lineBetween, nameAt, textAt, widest } from '../plot/marks.ts';

const rowHeight = 24;

/**
 * The share of each class of an outcome by level: a row a level, a column a class, the percent in each cell and as its
 * colour, all rows first. RangeError for more than 12 classes or 40 levels, or another number of estimates than levels.
 */
export function classMatrix(input: ClassEstimates): Chart {
  const { column, steps, classes, confidence } = input;
  checkClasses(input);
  const width = chartWidth(input);
  const n = rowsOfClasses(input);
  const shows = `share of each class by ${column}, in percent; ${formatCount(n, 'row')}`;
  const table = classesTable(input);
  if (n === 0) return emptyChart({ text: input, shows, table });

  const target: TargetMeasure = { label: 'share', kind: 'share', confidence, overall: 0 };
  const counts = (classes[0]?.estimates ?? []).map((estimate) => formatCount(estimate.n));
  const left = widest(['all rows', ...steps], 110) + 10;
  const right = widest([formatCount(n), ...counts, 'rows'], 80) + 10;
  const cell = (width - left - right) / classes.length;
  // Each name has a line of its own and leads down to its column, so that none has to be cut to a cell's width.
  const top = classes.length * lineHeight + 6;
  const names = classes.map(({ name }, i) => {
    const x = left + (i + 0.5) * cell;
    const y = (i + 1) * lineHeight - 5;
    return markup`${lineBetween('grid', x, y - 8, x, top)}${nameAt(x + 5, y, name, width - x - 5)}`;
  });
  const heat = shareSteps();
  const cellsOf = (level: string, at: number, estimates: readonly Estimate[]): Markup => {
    const y = top + at * rowHeight;
    const cells = estimates.map((estimate, i) => {
      const box = { x: left + i * cell, y, width: cell, height: rowHeight };
      const reading = `${level}, ${estimateReading(classes[i]?.name ?? '', estimate, target)}`;
      const { value } = estimate;
      if (value === null) return barMark('ground cell-edge', box, reading);
      const step = heat.classOf(value) ?? '';
      return markup`${barMark(`${step} cell-edge`, box, reading)}${textAt(box.x + cell / 2, y + 16.5, percentText(value), 'middle', `on-${step}`)}`;
    });
    const count = formatCount(estimates[0]?.n ?? 0);
    const name = at === 0 ? textAt(0, y + 16.5, level, 'start', 'strong') : nameAt(0, y + 16.5, level, left - 10);
    return markup`${name}${cells}${textAt(width, y + 16.5, count, 'end', 'quiet')}`;
  };
  const whole = classes.map(({ overall }): Estimate => ({ value: overall, low: null, high: null, n }));
  const rows = steps.map((step, i) =>
    cellsOf(
      step,
      i + 1,
      classes.map(({ estimates }) => estimates[i] ?? { value: null, low: null, high: null, n: 0 }),
    ),
  );
  const height = top + (steps.length + 1) * rowHeight + 4;
  const body = markup`${names}${textAt(width, lineHeight - 5, 'rows', 'end', 'quiet')}${cellsOf('all rows', 0, whole)}${rows}`;
  return composeChart({ text: input, shows, reading: classRanges(input), height, body, table });
}

/** Whole percents without the sign; what is not nothing never reads 0, what is not all never 100. */
function percentText(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return '<1';
  if (percent === 100 && share < 1) return '99';
  return formatValue(percent, 'integer');
}
