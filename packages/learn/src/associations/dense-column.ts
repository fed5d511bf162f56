import { argsort, type WholeRange, wholeRange } from '@tend/kernels';
import type { Column, ColumnKind, NumericColumn, TextColumn } from '@tend/table';
import { canonicalOrder } from '../recipe/canonical-order.ts';

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

/** A text or a truth value: codes fall with the number of rows, equally frequent texts in canonical order; false before true. */
export interface DenseLevels extends Dense {
  readonly as: 'levels';
  readonly labels: readonly string[];
}

/** Codes these rows of a column. What is not finite counts as missing. */
export function denseColumn(column: Column, rows: Int32Array): DenseColumn {
  if (column.kind === 'text') return byFrequency(column, rows);
  return column.kind === 'boolean' ? truths(column, rows) : numbers(column, rows);
}

function numbers({ name, kind, values }: NumericColumn, rows: Int32Array): DenseNumber {
  const taken = new Float64Array(rows.length);
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    // The difference of what is not finite with itself is not a number.
    taken[i] = value - value === 0 ? value + 0 : Number.NaN;
    if (value - value !== 0) missing++;
  }
  const range = wholeRange(taken);
  const coded = range === undefined ? bySorting(taken, missing) : byCounting(taken, range);
  return { as: 'number', name, kind, ...coded, values: taken, missing };
}

type Coded = Pick<DenseNumber, 'codes' | 'counts' | 'distinct'>;

function byCounting(values: Float64Array, { low, span }: WholeRange): Coded {
  // One more place, for missing.
  const codeOf = new Int32Array(span + 1);
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) {
    const value = values[i] as number;
    // biome-ignore lint/suspicious/noSelfCompare: NaN
    const place = value === value ? value - low : span;
    codes[i] = place;
    codeOf[place] = (codeOf[place] as number) + 1;
  }
  let size = 0;
  for (let place = 0; place < span; place++) if ((codeOf[place] as number) > 0) size++;
  const counts = new Int32Array(size);
  const distinct = new Float64Array(size);
  let code = 0;
  for (let place = 0; place < span; place++) {
    const count = codeOf[place] as number;
    if (count === 0) continue;
    counts[code] = count;
    distinct[code] = low + place;
    codeOf[place] = code++;
  }
  codeOf[span] = size;
  recode(codes, codeOf);
  return { codes, counts, distinct };
}

function recode(codes: Int32Array, codeOf: Int32Array): void {
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf[codes[i] as number] as number;
}

function bySorting(values: Float64Array, missing: number): Coded {
  const rows = new Int32Array(values.length - missing);
  const present = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    rows[n] = i;
    present[n++] = value;
  }
  const order = argsort(present);
  const codes = new Int32Array(values.length);
  const counts = new Int32Array(n);
  const distinct = new Float64Array(n);
  let size = 0;
  for (let k = 0; k < n; k++) {
    const place = order[k] as number;
    const value = present[place] as number;
    if (size === 0 || value !== distinct[size - 1]) distinct[size++] = value;
    counts[size - 1] = (counts[size - 1] as number) + 1;
    codes[rows[place] as number] = size - 1;
  }
  if (missing > 0) for (let i = 0; i < codes.length; i++) if (Number.isNaN(values[i] as number)) codes[i] = size;
  return { codes, counts: counts.slice(0, size), distinct: distinct.slice(0, size) };
}

function truths({ name, values }: NumericColumn, rows: Int32Array): DenseLevels {
  const codes = new Int32Array(rows.length);
  const counts = new Int32Array(3);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number];
    const code = value === 0 ? 0 : value === 1 ? 1 : 2;
    codes[i] = code;
    counts[code] = (counts[code] as number) + 1;
  }
  const missing = counts[2] as number;
  return {
    as: 'levels',
    name,
    kind: 'boolean',
    codes,
    counts: counts.subarray(0, 2),
    labels: ['false', 'true'],
    missing,
  };
}

function byFrequency({ name, codes: all, dictionary }: TextColumn, rows: Int32Array): DenseLevels {
  const codes = new Int32Array(rows.length);
  // The first place takes the missing, whose code is -1.
  const totals = new Int32Array(dictionary.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const place = (all[rows[i] as number] as number) + 1;
    codes[i] = place;
    totals[place] = (totals[place] as number) + 1;
  }
  const missing = totals[0] as number;
  const order: number[] = [];
  for (let place = 1; place < totals.length; place++) if ((totals[place] as number) > 0) order.push(place);
  const labelOf = (place: number): string => dictionary[place - 1] ?? '';
  order.sort((a, b) => (totals[b] as number) - (totals[a] as number) || canonicalOrder(labelOf(a), labelOf(b)));
  const places = new Int32Array(totals.length).fill(order.length);
  for (const [place, code] of order.entries()) places[code] = place;
  recode(codes, places);
  return {
    as: 'levels',
    name,
    kind: 'text',
    codes,
    counts: Int32Array.from(order, (place) => totals[place] ?? 0),
    labels: order.map(labelOf),
    missing,
  };
}
