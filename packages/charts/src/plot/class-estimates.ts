import { formatCount, formatRange, formatValue } from '../format/format-value.ts';
import type { ChartText, DataTable } from './chart.ts';
import type { Estimate } from './estimate.ts';

/** The share of each class of an outcome, over all rows and by bin or level of a column. */
export interface ClassEstimates extends ChartText {
  readonly column: string;
  /** Bins or levels of the column as words; at most 40. */
  readonly steps: readonly string[];
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

/** RangeError for more than 12 classes or 40 steps, or another number of estimates than steps. */
export function checkClasses({ classes, steps }: ClassEstimates): void {
  if (classes.length > 12) throw new RangeError(`at most 12 classes are drawn, came ${classes.length}`);
  if (steps.length > 40) throw new RangeError(`at most 40 steps are drawn, came ${steps.length}`);
  for (const { name, estimates } of classes)
    if (estimates.length !== steps.length)
      throw new RangeError(
        `each class needs ${steps.length} estimates, as there are steps; ${name} has ${estimates.length}`,
      );
}

/** The rows of all steps. */
export function rowsOfClasses({ classes }: ClassEstimates): number {
  return (classes[0]?.estimates ?? []).reduce((sum, { n }) => sum + n, 0);
}

/** From where to where each class goes. */
export function classRanges({ classes, steps }: ClassEstimates): string {
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

/** The same numbers as a table, with the intervals. */
export function classesTable({ classes, steps, column }: ClassEstimates): DataTable {
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
