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
    const codes = Int32Array.from(rows, (row) => column.codes[row] ?? -1);
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
  // NaN sorts to the end.
  const sorted = taken.toSorted();
  let present = sorted.length;
  while (present > 0 && Number.isNaN(sorted[present - 1] ?? 0)) present--;
  const starts: number[] = [];
  for (let i = 0; i < present; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  const distinct = Float64Array.from(starts, (start) => sorted[start] ?? 0);
  const counts = Int32Array.from(starts, (start, k) => (starts[k + 1] ?? present) - start);
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < codes.length; i++) codes[i] = placeOf(distinct, taken[i] ?? Number.NaN);
  return { as: 'number', name, kind, codes, counts, distinct, values: taken, missing: rows.length - present };
}

/** Where an element stands among ascending values; behind the last one for NaN. */
function placeOf(distinct: Float64Array, value: number): number {
  if (Number.isNaN(value)) return distinct.length;
  let [low, high] = [0, distinct.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((distinct[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function truths({ name, values }: NumericColumn, rows: Int32Array): DenseLevels {
  const codes = Int32Array.from(rows, (row) => {
    const value = values[row] ?? Number.NaN;
    return value === 0 ? 0 : value === 1 ? 1 : 2;
  });
  const counts = new Int32Array(2);
  for (const code of codes) if (code < 2) counts[code] = (counts[code] ?? 0) + 1;
  const missing = codes.length - (counts[0] ?? 0) - (counts[1] ?? 0);
  return { as: 'levels', name, kind: 'boolean', codes, counts, labels: ['false', 'true'], missing };
}

function byFrequency(name: string, codes: Int32Array, dictionary: readonly string[]): DenseLevels {
  const totals = new Int32Array(dictionary.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else totals[code] = (totals[code] ?? 0) + 1;
  }
  const order = [...totals.keys()]
    .filter((code) => (totals[code] ?? 0) > 0)
    .sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || ((dictionary[a] ?? '') < (dictionary[b] ?? '') ? -1 : 1));
  const places = new Int32Array(dictionary.length);
  for (const [place, code] of order.entries()) places[code] = place;
  return {
    as: 'levels',
    name,
    kind: 'text',
    codes: codes.map((code) => (code < 0 ? order.length : (places[code] ?? 0))),
    counts: Int32Array.from(order, (code) => totals[code] ?? 0),
    labels: order.map((code) => dictionary[code] ?? ''),
    missing,
  };
}
