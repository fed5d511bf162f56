import { sortedPresent, type WholeRange, wholeRange } from '@tend/kernels';
import type { Column, ColumnKind, NumericColumn } from '@tend/table';

/** A column over some rows as whole numbers: equal values share a code, missing has the code `counts.length`. */
export type DenseColumn = DenseNumber | DenseLevels;

interface Dense {
  readonly name: string;
  readonly kind: ColumnKind;
  /** One a row: from 0, or `counts.length` for missing. */
  readonly codes: Int32Array;
  /** Rows of each code. */
  readonly counts: Int32Array;
  readonly missing: number;
}

/** A number, a date or an instant: codes rise with the value. */
export interface DenseNumber extends Dense {
  readonly as: 'number';
  /** The value of each code, ascending. */
  readonly distinct: Float64Array;
  readonly values: Float64Array;
}

/** A text or a truth value: codes fall with the number of rows, equally frequent texts in order; false before true. */
export interface DenseLevels extends Dense {
  readonly as: 'levels';
  readonly labels: readonly string[];
}

/** Codes these rows of a column. What is not finite counts as missing. */
export function denseColumn(column: Column, rows: Int32Array): DenseColumn {
  if (column.kind === 'text') {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i] as number] ?? -1;
    return byFrequency(column.name, codes, column.dictionary);
  }
  return column.kind === 'boolean' ? truths(column, rows) : numbers(column, rows);
}

function numbers({ name, kind, values }: NumericColumn, rows: Int32Array): DenseNumber {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] ?? -1] ?? Number.NaN;
    taken[i] = Number.isFinite(value) ? value + 0 : Number.NaN;
  }
  const range = wholeRange(taken);
  const coded = range === undefined ? bySorting(taken) : byCounting(taken, range);
  const { codes, counts, distinct } = coded;
  let present = 0;
  for (let code = 0; code < counts.length; code++) present += counts[code] as number;
  return { as: 'number', name, kind, codes, counts, distinct, values: taken, missing: rows.length - present };
}

type Coded = Pick<DenseNumber, 'codes' | 'counts' | 'distinct'>;

function byCounting(values: Float64Array, { low, span }: WholeRange): Coded {
  const countOf = new Int32Array(span);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) countOf[value - low] = (countOf[value - low] as number) + 1;
  }
  let size = 0;
  for (let place = 0; place < span; place++) if ((countOf[place] as number) > 0) size++;
  const [counts, distinct, codeOf] = [new Int32Array(size), new Float64Array(size), new Int32Array(span)];
  let code = 0;
  for (let place = 0; place < span; place++) {
    const count = countOf[place] as number;
    if (count === 0) continue;
    counts[code] = count;
    distinct[code] = low + place;
    codeOf[place] = code++;
  }
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    codes[i] = Number.isNaN(value) ? size : (codeOf[value - low] as number);
  }
  return { codes, counts, distinct };
}

function bySorting(values: Float64Array): Coded {
  const sorted = sortedPresent(values);
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  const distinct = Float64Array.from(starts, (start) => sorted[start] ?? 0);
  const counts = Int32Array.from(starts, (start, k) => (starts[k + 1] ?? sorted.length) - start);
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = placeOf(distinct, values[i] as number);
  return { codes, counts, distinct };
}

/** Where an element stands among ascending values; behind the last one for NaN. */
function placeOf(distinct: Float64Array, value: number): number {
  if (Number.isNaN(value)) return distinct.length;
  let low = 0;
  let high = distinct.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((distinct[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function truths({ name, values }: NumericColumn, rows: Int32Array): DenseLevels {
  const codes = new Int32Array(rows.length);
  const counts = new Int32Array(2);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number];
    const code = value === 0 ? 0 : value === 1 ? 1 : 2;
    codes[i] = code;
    if (code < 2) counts[code] = (counts[code] as number) + 1;
  }
  const missing = codes.length - (counts[0] ?? 0) - (counts[1] ?? 0);
  return { as: 'levels', name, kind: 'boolean', codes, counts, labels: ['false', 'true'], missing };
}

function byFrequency(name: string, codes: Int32Array, dictionary: readonly string[]): DenseLevels {
  const totals = new Int32Array(dictionary.length);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code < 0) missing++;
    else totals[code] = (totals[code] as number) + 1;
  }
  const order = [...totals.keys()]
    .filter((code) => (totals[code] ?? 0) > 0)
    .sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || ((dictionary[a] ?? '') < (dictionary[b] ?? '') ? -1 : 1));
  const places = new Int32Array(dictionary.length);
  for (const [place, code] of order.entries()) places[code] = place;
  const placed = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    placed[i] = code < 0 ? order.length : (places[code] as number);
  }
  return {
    as: 'levels',
    name,
    kind: 'text',
    codes: placed,
    counts: Int32Array.from(order, (code) => totals[code] ?? 0),
    labels: order.map((code) => dictionary[code] ?? ''),
    missing,
  };
}
