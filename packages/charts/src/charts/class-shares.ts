import { formatCount, formatRange, formatValue } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import type { Estimate, TargetMeasure } from '../plot/estimate.ts';
import { nameAt } from '../plot/marks.ts';
import { panelGrid } from '../plot/panels.ts';

export interface ClassSharesInput extends ChartText {
  readonly column: string;
  /** Bins or levels of the column as words; at most 40. */
  readonly steps: readonly string[];
  /** Levels without an order among them: their shares are not joined by a line. */
  readonly isUnordered?: boolean;
  /** The last step is where the column is missing. */
  readonly isLastMissing?: boolean;
  /** At most 12, each with its share of all rows and of the rows of each step. */
  readonly classes: readonly {
    readonly name: string;
    readonly overall: number;
    readonly estimates: readonly Estimate[];
  }[];
  /** Of the intervals, e.g. 0.95. */
  readonly confidence: number;
}

/**
 * The share of each class of an outcome along a column: a panel a class, all with the same axes, its share of all rows
 * dashed. RangeError for more than 12 classes or 40 steps, or another number of estimates than steps.
 */
export function classShares(input: ClassSharesInput): Chart {
  const { column, steps, classes, confidence, isLastMissing = false, isUnordered = false } = input;
  if (classes.length > 12) throw new RangeError(`at most 12 classes are drawn, came ${classes.length}`);
  if (steps.length > 40) throw new RangeError(`at most 40 steps are drawn, came ${steps.length}`);
  for (const { name, estimates } of classes)
    if (estimates.length !== steps.length)
      throw new RangeError(
        `each class needs ${steps.length} estimates, as there are steps; ${name} has ${estimates.length}`,
      );
  const width = chartWidth(input);
  const n = (classes[0]?.estimates ?? []).reduce((sum, estimate) => sum + estimate.n, 0);
  const shows = `share of each class by ${column}, with ${formatValue(confidence, 'share')} intervals; ${formatCount(n, 'row')}`;
  const table = tableOf(input);
  if (n === 0) return emptyChart({ text: input, shows, table });

  const target: TargetMeasure = { label: 'share', kind: 'share', confidence, overall: 0 };
  const panels = classes.map(({ name, overall, estimates }) => ({
    level: name,
    estimates,
    base: overall,
    foot: `of all ${formatValue(overall, 'share')}`,
  }));
  const { body, height } = panelGrid(
    { panels, steps, target, isLastApart: isLastMissing, isUnordered, width },
    lineHeight + 8,
  );
  const title = nameAt(0, 13, `share of each class by ${column}; dashed: of all rows`, width);
  return composeChart({
    text: input,
    shows,
    reading: rangesInWords(input),
    height,
    body: markup`${title}${body}`,
    table,
  });
}

/** From where to where each class goes. */
function rangesInWords({ classes, steps }: ClassSharesInput): string {
  const parts = classes.flatMap(({ name, estimates }) => {
    const known = estimates.flatMap(({ value }, i) => (value === null ? [] : [{ value, step: steps[i] ?? '' }]));
    const [lowest, highest] = [
      known.toSorted((a, b) => a.value - b.value)[0],
      known.toSorted((a, b) => b.value - a.value)[0],
    ];
    if (lowest === undefined || highest === undefined) return [];
    return [
      `${name} from ${formatValue(lowest.value, 'share')} at ${lowest.step} to ${formatValue(highest.value, 'share')} at ${highest.step}`,
    ];
  });
  return `${parts.join('; ')}.`;
}

function tableOf({ classes, steps, column }: ClassSharesInput): DataTable {
  return {
    caption: `Share of each class by ${column}`,
    columns: [
      { header: column },
      ...classes.map(({ name }) => ({ header: name, isNumber: true })),
      { header: 'rows', isNumber: true },
    ],
    rows: steps.map((step, i) => [
      step,
      ...classes.map(({ estimates }) => cellOf(estimates[i])),
      formatCount(classes[0]?.estimates[i]?.n ?? 0),
    ]),
  };
}

function cellOf(estimate: Estimate | undefined): string {
  if (estimate === undefined || estimate.value === null) return 'too few rows';
  const { value, low, high } = estimate;
  const interval = low === null || high === null ? '' : ` (${formatRange(low, high, 'share')})`;
  return `${formatValue(value, 'share')}${interval}`;
}
