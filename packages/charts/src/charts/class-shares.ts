import { formatCount, formatValue } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
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
import type { TargetMeasure } from '../plot/estimate.ts';
import { nameAt } from '../plot/marks.ts';
import { panelGrid } from '../plot/panels.ts';

/**
 * The share of each class of an outcome along a column: a panel a class, all with the same axes, its share of all rows
 * dashed. RangeError for more than 12 classes or 40 steps, or another number of estimates than steps.
 */
export function classShares(input: ClassEstimates): Chart {
  const { column, steps, classes, confidence, isLastMissing = false } = input;
  checkClasses(input);
  const width = chartWidth(input);
  const n = rowsOfClasses(input);
  const shows = `share of each class by ${column}, with ${formatValue(confidence, 'share')} intervals; ${formatCount(n, 'row')}`;
  const table = classesTable(input);
  if (n === 0) return emptyChart({ text: input, shows, table });

  const target: TargetMeasure = { label: 'share', kind: 'share', confidence, overall: 0 };
  const panels = classes.map(({ name, overall, estimates }) => ({
    level: name,
    estimates,
    base: overall,
    foot: `of all ${formatValue(overall, 'share')}`,
  }));
  const { body, height } = panelGrid({ panels, steps, target, isLastApart: isLastMissing, width }, lineHeight + 8);
  const title = nameAt(0, 13, `share of each class by ${column}; dashed: of all rows`, width);
  return composeChart({
    text: input,
    shows,
    reading: classRanges(input),
    height,
    body: markup`${title}${body}`,
    table,
  });
}
