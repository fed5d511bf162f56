import { quantile, sortedPresent } from '@tend/kernels';
import type { Column, NumericColumn } from '@tend/table';
import { evenSample } from './even-sample.ts';

/** How a number that the target is computed from follows from one column, or from two. */
export interface SourceFormula {
  readonly columns: readonly string[];
  /** `recode`: its values in the same or the opposite order, so that each value of the column goes with one number. */
  readonly form: 'recode' | 'sum' | 'difference' | 'product' | 'ratio';
  /** Share of the rows with all values present on which it holds, and those rows. */
  readonly share: number;
  readonly n: number;
}

/** Fewer rows, or fewer different numbers, may agree by chance. */
const leastRows = 50;
const leastDistinct = 20;
const leastShare = 0.99;
const sampleRows = 400;
/** Each of two columns must do something on so many rows: otherwise the other one is a copy. */
const leastActive = 10;
/** Numbers rounded to less than this part of their spread may agree with a product only by rounding. */
const leastSteps = 200;

/**
 * The columns that give a number away exactly (one a row of the table, NaN where it is unknown): copies and monotone recodings, sums, differences, products and ratios of two.
 * A sample of 400 rows rules most out; what is left is counted on all rows. Products and ratios may be off by half a unit
 * of the last decimal that the number is written with.
 */
export function findSourceFormulas(
  source: Float64Array,
  candidates: readonly Column[],
  rows: Int32Array,
): readonly SourceFormula[] {
  const known = rows.filter((row) => !Number.isNaN(source[row] ?? Number.NaN));
  const sample = evenSample(known, sampleRows);
  if (known.length < leastRows || distinctOf(source, sample) < leastDistinct) return [];
  const numbers = candidates.filter((column): column is NumericColumn => column.kind !== 'text');
  const found: SourceFormula[] = [];
  for (const column of numbers) {
    if (orderShare(source, column.values, sample).share < leastShare) continue;
    const { share, n } = orderShare(source, column.values, known);
    if (share >= leastShare && n >= leastRows) found.push({ columns: [column.name], form: 'recode', share, n });
  }
  const copies = new Set(found.flatMap(({ columns }) => columns));
  const parts = numbers.filter(({ name, kind }) => !copies.has(name) && (kind === 'number' || kind === 'integer'));
  const rounding = roundingOf(source, sample);
  for (const [i, a] of parts.entries())
    for (const [j, b] of parts.entries())
      for (const { form, isSymmetric, by } of forms) {
        if (i === j || (isSymmetric && j < i)) continue;
        const isScaling = form === 'product' || form === 'ratio';
        const [tolerance, neutral] = isScaling ? [rounding, 1] : [0, 0];
        const test: FormulaTest = { s: source, x: a.values, y: b.values, by, tolerance, neutral };
        if (formulaShare(test, sample).share < leastShare) continue;
        const { share, n, active } = formulaShare(test, known);
        if (share >= leastShare && n >= leastRows && active >= leastActive)
          found.push({ columns: [a.name, b.name], form, share, n });
      }
  return found;
}

const forms = [
  { form: 'sum', isSymmetric: true, by: (x: number, y: number) => x + y },
  { form: 'difference', isSymmetric: false, by: (x: number, y: number) => x - y },
  { form: 'product', isSymmetric: true, by: (x: number, y: number) => x * y },
  { form: 'ratio', isSymmetric: false, by: (x: number, y: number) => x / y },
] as const;

interface FormulaTest {
  readonly s: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly by: (x: number, y: number) => number;
  readonly tolerance: number;
  /** The value of y that leaves x as it is. */
  readonly neutral: number;
}

interface Held {
  readonly share: number;
  readonly n: number;
}

function formulaShare(
  { s, x, y, by, tolerance, neutral }: FormulaTest,
  rows: Int32Array,
): Held & { readonly active: number } {
  const allowed = (1 - leastShare) * rows.length;
  let n = 0;
  let wrong = 0;
  let activeX = 0;
  let activeY = 0;
  for (const row of rows) {
    const t = s[row] ?? Number.NaN;
    const a = x[row] ?? Number.NaN;
    const b = y[row] ?? Number.NaN;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    n++;
    const largest = Math.max(Math.abs(t), Math.abs(a), Math.abs(b));
    const off = Math.abs(t - by(a, b));
    if (!(off <= Math.max(tolerance, 1e-9 * largest)) && ++wrong > allowed) return { share: 0, n, active: 0 };
    if (b !== neutral) activeY++;
    if (a !== neutral) activeX++;
  }
  // A pair that is hardly ever filled together says nothing about the number.
  const share = n * 2 >= rows.length ? 1 - wrong / n : 0;
  return { share, n, active: Math.min(activeX, activeY) };
}

/**
 * The share of rows that stand in the order of the source when sorted by the column, equal values of the column going with
 * equal numbers of the source.
 */
function orderShare(s: Float64Array, x: Float64Array, rows: Int32Array): Held {
  const present = rows.filter((row) => !Number.isNaN(x[row] ?? Number.NaN));
  const n = present.length;
  if (n * 2 < rows.length || n < 2 || distinctOf(x, evenSample(present, sampleRows)) < leastDistinct)
    return { share: 0, n };
  const order = present.sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0) || (s[a] ?? 0) - (s[b] ?? 0));
  let rises = 0;
  let falls = 0;
  let unequal = 0;
  for (let i = 1; i < n; i++) {
    const before = order[i - 1] ?? 0;
    const row = order[i] ?? 0;
    const step = (s[row] ?? 0) - (s[before] ?? 0);
    if (x[row] === x[before]) unequal += step === 0 ? 0 : 1;
    else if (step > 0) rises++;
    else if (step < 0) falls++;
  }
  return { share: 1 - (Math.min(rises, falls) + unequal) / (n - 1), n };
}

function distinctOf(values: Float64Array, rows: Int32Array): number {
  return new Set(Array.from(rows, (row) => values[row] ?? Number.NaN)).size;
}

/** Half a unit of the last decimal in which these numbers are written, at most six; 0 where that is coarse. */
function roundingOf(values: Float64Array, rows: Int32Array): number {
  const present = sortedPresent(Float64Array.from(rows, (row) => values[row] ?? Number.NaN));
  const spread = quantile(present, 0.9) - quantile(present, 0.1);
  for (let unit = 1; unit > 1e-7; unit /= 10) {
    const isWritten = present.every((value) => Math.abs(value / unit - Math.round(value / unit)) < 1e-6);
    if (isWritten) return spread >= leastSteps * unit ? 0.500001 * unit : 0;
  }
  return 0;
}
