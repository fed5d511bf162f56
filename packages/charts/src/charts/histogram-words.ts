import { formatShareOf } from '../format/format-share-of.ts';
import { formatCount, formatRange, formatValue } from '../format/format-value.ts';
import type { DataTable } from '../plot/chart.ts';
import type { Bin, HistogramInput } from './histogram-input.ts';

/** Rows of the sample, and of the reference where there is one. */
export function histogramRows({
  bins,
  missing,
  hidden,
  below,
  above,
  reference,
}: HistogramInput): readonly [number, number] {
  return [
    rowsOf(
      bins.map(({ count }) => count),
      missing,
      below?.count,
      above?.count,
      hidden,
    ),
    reference === undefined ? 0 : rowsOf(reference.counts, reference.missing, reference.below, reference.above),
  ];
}

function rowsOf(counts: readonly number[], ...others: readonly (number | undefined)[]): number {
  return [...counts, ...others].reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** The column with its unit. */
export function axisTitle(column: string, unit: string | undefined): string {
  return unit === undefined ? column : `${column} (${unit})`;
}

/** What a bin says when it is pointed at. */
export function binReading(input: HistogramInput, i: number, rows: number, total: number): string {
  const { bins, reference } = input;
  const bin = bins[i];
  if (bin === undefined) return '';
  const own = `${binName(input, bin, input.unit)}: ${formatCount(bin.count, 'row')} (${formatShareOf(bin.count, rows)})`;
  return reference === undefined
    ? own
    : `${own}; ${reference.label}: ${formatShareOf(reference.counts[i] ?? 0, total)}`;
}

/** `10 to 20`, or the number where a bin holds one only. */
function binName({ kind, isOneNumberABin }: HistogramInput, { from, to }: Bin, unit?: string): string {
  return isOneNumberABin === true ? formatValue(from, kind, unit) : formatRange(from, to, kind, unit);
}

/** The bin with most rows, in a sentence. */
export function spreadInWords(input: HistogramInput, rows: number): string {
  const { bins, unit } = input;
  const fullest = bins.reduce<Bin | undefined>((most, bin) => (bin.count > (most?.count ?? 0) ? bin : most), undefined);
  if (fullest === undefined) return 'No row has a value in these bins.';
  return `Most rows of one bin: ${binName(input, fullest, unit)} with ${formatShareOf(fullest.count, rows)}.`;
}

/** The bins as a table, with what lies beyond them and what is missing. */
export function histogramTable(input: HistogramInput): DataTable {
  const [rows, total] = histogramRows(input);
  const { bins, below, above, missing, kind, reference, column, unit } = input;
  const row = (name: string, count: number, second: number | undefined): string[] => [
    name,
    formatCount(count),
    formatShareOf(count, rows),
    ...(reference === undefined ? [] : [formatCount(second ?? 0), formatShareOf(second ?? 0, total)]),
  ];
  return {
    caption: `Rows by ${axisTitle(column, unit)}`,
    columns: [
      { header: axisTitle(column, unit) },
      { header: 'rows', isNumber: true },
      { header: 'share', isNumber: true },
      ...(reference === undefined ? [] : [`rows, ${reference.label}`, `share, ${reference.label}`]).map((header) => ({
        header,
        isNumber: true,
      })),
    ],
    rows: [
      ...(below === undefined ? [] : [row(`below ${formatValue(below.bound, kind)}`, below.count, reference?.below)]),
      ...bins.map((bin, i) => row(binName(input, bin), bin.count, reference?.counts[i])),
      ...(above === undefined ? [] : [row(`above ${formatValue(above.bound, kind)}`, above.count, reference?.above)]),
      row('missing', missing, reference?.missing),
    ],
  };
}
