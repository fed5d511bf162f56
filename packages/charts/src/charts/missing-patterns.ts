import { formatShareOf } from '../format/format-share-of.ts';
import { formatCount } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { groupMark, hatching, lineBetween, nameAt, rectangle, textAt, widest } from '../plot/marks.ts';

export interface MissingPatternsInput extends ChartText {
  readonly rows: number;
  /** Columns with missing values, in the order they are to stand in. */
  readonly columns: readonly { readonly column: string; readonly missing: number }[];
  /** Which columns are missing together in how many rows, the most frequent first; the empty pattern is a whole row. */
  readonly patterns: readonly { readonly missing: readonly string[]; readonly count: number }[];
  /** Patterns that are not listed, those of fewer than 5 rows among them. */
  readonly pooled?: { readonly patterns: number; readonly count: number };
}

const cellWidth = 40;
const rowHeight = 24;
const mostColumns = 40;

/**
 * Which columns are missing together: a column of the drawing for each pattern with its share of the rows above, a row
 * for each column of the data with its share missing; hatched where the pattern lacks it. What has no room is counted.
 */
export function missingPatterns(input: MissingPatternsInput): Chart {
  const { rows, pooled } = input;
  const width = chartWidth(input);
  const columns = input.columns.slice(0, mostColumns);
  const shows = `which columns are missing together; ${formatCount(rows, 'row')}, ${formatCount(input.columns.length, 'column')} with missing values`;
  const table = tableOf(input);
  if (columns.length === 0 || rows === 0)
    return emptyChart(
      { text: input, shows, table },
      rows === 0 ? 'no rows' : 'nothing is missing',
      'Nothing is missing.',
    );

  const shares = columns.map(({ missing }) => formatShareOf(missing, rows));
  const shareWidth = widest([...shares, 'missing'], 70);
  const nameWidth = widest(
    columns.map(({ column }) => column),
    width * 0.34,
  );
  const from = nameWidth + shareWidth + 24;
  const room = Math.max(1, Math.floor((width - from) / cellWidth));
  const patterns = input.patterns.slice(0, room);
  const largest = Math.max(1, ...patterns.map(({ count }) => count));
  const barHeight = 44;
  const top = barHeight + lineHeight + 6;
  const middle = (row: number): number => top + row * rowHeight + rowHeight / 2;
  const bottom = top + columns.length * rowHeight;

  const names = columns.map(
    ({ column }, i) =>
      markup`${lineBetween('grid', 0, top + i * rowHeight, width, top + i * rowHeight)}${nameAt(0, middle(i) + 4.5, column, nameWidth)}${textAt(from - 12, middle(i) + 4.5, shares[i] ?? '', 'end')}`,
  );
  const drawn = patterns.map(({ missing, count }, i) => {
    const x = from + i * cellWidth;
    const height = Math.max(1, (barHeight * count) / largest);
    const absent = new Set(missing);
    const cells = columns.flatMap(({ column }, row) => {
      const box = { x: x + 8, y: middle(row) - 9, width: cellWidth - 16, height: 18 };
      return absent.has(column) ? [rectangle('empty', box), hatching(box, 5)] : [rectangle('ground', box)];
    });
    const bar = rectangle('bar', { x: x + 8, y: top - 6 - height, width: cellWidth - 16, height });
    return groupMark(
      patternReading(missing, count, rows),
      textAt(x + cellWidth / 2, top - 11 - height, shortShare(count, rows), 'middle'),
      bar,
      cells,
    );
  });
  const body = markup`${textAt(from - 12, top - 11, 'missing', 'end', 'quiet')}${names}${lineBetween('grid', 0, bottom, width, bottom)}${drawn}`;
  const leftPatterns = input.patterns.length - patterns.length + (pooled?.patterns ?? 0);
  const leftRows =
    input.patterns.slice(patterns.length).reduce((sum, { count }) => sum + count, 0) + (pooled?.count ?? 0);
  const leftColumns = input.columns.length - columns.length;
  const notes = [
    ...(leftPatterns > 0
      ? [`Not drawn: ${formatCount(leftPatterns, 'further pattern')} with ${formatCount(leftRows, 'row')}.`]
      : []),
    ...(leftColumns > 0 ? [`Not drawn: ${formatCount(leftColumns, 'further column')} with missing values.`] : []),
  ];
  const [first] = patterns;
  const reading = first === undefined ? '' : `Most frequent: ${patternReading(first.missing, first.count, rows)}.`;
  return composeChart({ text: input, shows, reading, height: bottom + 4, body, table, notes });
}

/** Whole percents, so that it fits above its bar. */
function shortShare(count: number, rows: number): string {
  const percent = (100 * count) / rows;
  if (percent > 0 && percent < 1) return '<1%';
  return percent < 100 && percent > 99 ? '>99%' : `${Math.round(percent)}%`;
}

function patternReading(missing: readonly string[], count: number, rows: number): string {
  const listed =
    missing.length > 6 ? `${missing.slice(0, 6).join(', ')} and ${missing.length - 6} more` : missing.join(', ');
  const what =
    missing.length === 0 ? 'nothing missing' : `missing ${missing.length > 1 ? 'together' : 'alone'}: ${listed}`;
  return `${what}: ${formatCount(count, 'row')} (${formatShareOf(count, rows)})`;
}

function tableOf({ patterns, pooled, rows }: MissingPatternsInput): DataTable {
  return {
    caption: 'Columns that are missing together',
    columns: [{ header: 'missing' }, { header: 'rows', isNumber: true }, { header: 'share', isNumber: true }],
    rows: [
      ...patterns
        .slice(0, 100)
        .map(({ missing, count }) => [
          missing.length === 0 ? 'nothing' : missing.join(', '),
          formatCount(count),
          formatShareOf(count, rows),
        ]),
      ...(pooled === undefined || pooled.patterns === 0
        ? []
        : [
            [
              `${formatCount(pooled.patterns)} other patterns`,
              formatCount(pooled.count),
              formatShareOf(pooled.count, rows),
            ],
          ]),
    ],
  };
}
