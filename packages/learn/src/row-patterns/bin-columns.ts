import { firstAtLeast, quantile, sortedPresent, type WholeRange, wholeRange } from '@tend/kernels';
import { type ColumnKind, columnOf, type Table, type TextColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

/** A column as small whole numbers, one for each of the rows: 0 for missing, from 1 for a bin of numbers or a text. */
export interface BinnedColumn {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly codes: Int32Array;
  /** How many rows have each code; all codes are below its length. */
  readonly counts: Int32Array;
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
    return { column: name, kind: column.kind, ...binNumbers(valuesAt(column, rows)) };
  });
}

type NumberBins = Required<Pick<BinnedColumn, 'codes' | 'counts' | 'cuts' | 'sorted'>>;

function binNumbers(values: Float64Array): NumberBins {
  const range = wholeRange(values);
  if (range !== undefined) return binWholeNumbers(values, range);
  const sorted = sortedPresent(values);
  const cuts = cutsOf(sorted, distinctOf(sorted));
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf(cuts, values[i] as number);
  return { codes, counts: countCodes(codes, cuts.length + 1), cuts, sorted };
}

/** Whole numbers that lie close to each other are counted, not compared. */
function binWholeNumbers(values: Float64Array, { low, span }: WholeRange): NumberBins {
  const places = new Int32Array(values.length);
  const rowsAt = new Int32Array(span + 1);
  for (let i = 0; i < places.length; i++) {
    const value = values[i] as number;
    const place = Number.isNaN(value) ? span : value - low;
    places[i] = place;
    rowsAt[place] = (rowsAt[place] as number) + 1;
  }
  const sorted = new Float64Array(values.length - (rowsAt[span] as number));
  const distinct: number[] = [];
  let filled = 0;
  for (let place = 0; place < span; place++) {
    const rows = rowsAt[place] as number;
    if (rows === 0) continue;
    if (distinct.length <= mostBins) distinct.push(low + place);
    sorted.fill(low + place, filled, filled + rows);
    filled += rows;
  }
  const cuts = cutsOf(sorted, distinct);
  const codeAt = new Int32Array(span + 1);
  const counts = new Int32Array(cuts.length + 1);
  counts[0] = rowsAt[span] as number;
  for (let place = 0; place < span; place++) {
    if (rowsAt[place] === 0) continue;
    const code = codeOf(cuts, low + place);
    codeAt[place] = code;
    counts[code] = (counts[code] as number) + (rowsAt[place] as number);
  }
  for (let i = 0; i < places.length; i++) places[i] = codeAt[places[i] as number] as number;
  return { codes: places, counts, cuts, sorted };
}

function binTexts({ name, codes, dictionary }: TextColumn, rows: Int32Array): BinnedColumn {
  const own = new Int32Array(rows.length);
  for (let i = 0; i < own.length; i++) own[i] = (codes[rows[i] as number] ?? -1) + 1;
  return { column: name, kind: 'text', codes: own, counts: countCodes(own, dictionary.length + 1), levels: dictionary };
}

function countCodes(codes: Int32Array, most: number): Int32Array {
  const counts = new Int32Array(most);
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  return counts;
}

/** The different ones of ascending numbers, as long as they are not too many for bins of their own. */
function distinctOf(sorted: Float64Array): readonly number[] {
  const distinct: number[] = [];
  let last = Number.NaN;
  for (let i = 0; i < sorted.length && distinct.length <= mostBins; i++) {
    const value = sorted[i] as number;
    if (value === last) continue;
    distinct.push(value);
    last = value;
  }
  return distinct;
}

function cutsOf(sorted: Float64Array, distinct: readonly number[]): Float64Array {
  if (distinct.length <= mostBins) return Float64Array.from(distinct);
  const cuts: number[] = [];
  for (let i = 1; i <= mostBins; i++) {
    const cut = quantile(sorted, i / mostBins);
    if (cuts.length === 0 || cut > (cuts[cuts.length - 1] as number)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** 0 for NaN, else 1 + the number of cuts below the value; the largest cut is the largest value. */
function codeOf(cuts: Float64Array, value: number): number {
  return Number.isNaN(value) ? 0 : 1 + firstAtLeast(cuts, value);
}
