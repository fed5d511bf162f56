import { quantile, sortedPresent } from '@tend/kernels';
import { type ColumnKind, columnOf, type Table, type TextColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

/** A column as small whole numbers, one for each of the rows: 0 for missing, from 1 for a bin of numbers or a text. */
export interface BinnedColumn {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly codes: Int32Array;
  /** Codes are below this. */
  readonly count: number;
  /** Of numbers: code 1 + i holds cuts[i - 1] < value <= cuts[i]. Of texts: code 1 + i is levels[i]. */
  readonly cuts?: Float64Array;
  readonly levels?: readonly string[];
  /** The values that are present, ascending. Numbers only. */
  readonly sorted?: Float64Array;
}

/** As many as one byte tells apart: two spread-out numbers share a bin by chance once in 256 pairs. */
const mostBins = 256;

/**
 * Codes of these columns in these rows: texts by value, numbers by value where there are at most 256 different ones, and
 * in 256 bins of equal count otherwise. RangeError for an unknown column.
 */
export function binColumns(table: Table, rows: Int32Array, columns: readonly string[]): readonly BinnedColumn[] {
  return columns.map((name) => {
    const column = columnOf(table, name);
    if (column.kind === 'text') return binTexts(column, rows);
    const values = valuesAt(column, rows);
    const sorted = sortedPresent(values);
    const cuts = cutsOf(sorted);
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < codes.length; i++) codes[i] = codeOf(cuts, values[i] as number);
    return { column: name, kind: column.kind, codes, count: cuts.length + 1, cuts, sorted };
  });
}

function binTexts({ name, codes, dictionary }: TextColumn, rows: Int32Array): BinnedColumn {
  const own = new Int32Array(rows.length);
  for (let i = 0; i < own.length; i++) own[i] = (codes[rows[i] as number] ?? -1) + 1;
  return { column: name, kind: 'text', codes: own, count: dictionary.length + 1, levels: dictionary };
}

function cutsOf(sorted: Float64Array): Float64Array {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= mostBins; i++) {
    const value = sorted[i] as number;
    if (distinct.length === 0 || value !== distinct[distinct.length - 1]) distinct.push(value);
  }
  if (distinct.length <= mostBins) return Float64Array.from(distinct);
  const cuts: number[] = [];
  for (let i = 1; i <= mostBins; i++) {
    const cut = quantile(sorted, i / mostBins);
    if (cuts.length === 0 || cut > (cuts[cuts.length - 1] as number)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** 0 for NaN, else 1 + the number of cuts below the value. */
function codeOf(cuts: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
