import { wilsonInterval } from '@tend/kernels';
import type { ColumnContract } from '@tend/protocol';
import type { Column, NumericColumn, Table, TextColumn } from '@tend/table';
import { codeSpan } from './code-span.ts';
import { hasRepeatedNumber } from './faults/repeated-number.ts';

/** More distinct texts than this are an open set: new ones are news, not faults. */
const mostValues = 20;
/** A set counts as closed only when each of its values was seen this often on average. */
const leastRowsAValue = 20;
const leastRowsForUnique = 20;

/**
 * What a reference snapshot suggests that every later taking should satisfy, with slack for chance: types, shares of
 * missing values, ranges, closed sets of values, uniqueness. All proposals only warn; what a person writes may block.
 */
export function proposeContract(table: Table): Readonly<Record<string, ColumnContract>> {
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(table.columns.map((column) => [column.name, proposeTerms(column, rows)]));
}

/** The terms that these rows of a column suggest. */
export function proposeTerms(column: Column, rows: Int32Array): ColumnContract {
  return column.kind === 'text' ? termsOfText(column, rows) : termsOfNumbers(column, rows);
}

function termsOfText({ codes, dictionary }: TextColumn, rows: Int32Array): ColumnContract {
  const counts = new Int32Array(dictionary.length);
  let [known, isRepeated] = [0, false];
  for (const row of rows) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    const count = (counts[code] ?? 0) + 1;
    counts[code] = count;
    known++;
    isRepeated ||= count > 1;
  }
  return {
    type: 'text',
    missingAtMost: missingAtMost(rows.length - known, rows.length),
    ...(isUnique(known, rows.length, isRepeated) && { unique: true }),
    ...closedSet(dictionary, counts, known),
    severity: 'warn',
  };
}

function termsOfNumbers(column: NumericColumn, rows: Int32Array): ColumnContract {
  const values = new Float64Array(rows.length);
  let known = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = column.values[rows[i] ?? 0] ?? Number.NaN;
    if (!Number.isNaN(value)) known++;
    values[i] = value;
  }
  // Whole numbers that all differ are names of rows, which go on beyond any range; measurements differ as a rule.
  const isName = column.kind === 'integer' && isUnique(known, rows.length, false) && !hasRepeatedNumber(values);
  return {
    type: column.kind,
    missingAtMost: missingAtMost(rows.length - known, rows.length),
    ...(isName ? { unique: true } : range(column, values)),
    severity: 'warn',
  };
}

function isUnique(known: number, rowCount: number, isRepeated: boolean): boolean {
  return known === rowCount && rowCount >= leastRowsForUnique && !isRepeated;
}

/**
 * The upper end of the 99.9% interval of the share, at least one point above it and rounded up to a tenth of a percent;
 * a column without any value says nothing about later ones.
 */
function missingAtMost(missing: number, rowCount: number): number {
  if (rowCount === 0) return 1;
  const upper = Math.max(wilsonInterval(missing, rowCount, 0.999).high, missing / rowCount + 0.01);
  return Math.min(1, Math.ceil(upper * 1000 - 1e-9) / 1000);
}

function closedSet(dictionary: readonly string[], counts: Int32Array, known: number): Pick<ColumnContract, 'values'> {
  const used: string[] = [];
  for (let code = 0; code < counts.length && used.length <= mostValues; code++)
    if (counts[code] !== 0) used.push(dictionary[code] ?? '');
  if (used.length === 0 || used.length > mostValues) return {};
  return known < used.length * leastRowsAValue ? {} : { values: used.sort() };
}

/**
 * The seen range, a tenth wider on both sides and rounded outward; it does not cross zero if no value did. Codes have no
 * slack. Dates, instants and booleans have no range: time moves on.
 */
function range({ kind, name }: NumericColumn, values: Float64Array): Pick<ColumnContract, 'min' | 'max'> {
  if (kind !== 'number' && kind !== 'integer') return {};
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low < high)) return {};
  // A truth value written as numbers has no wider range.
  if (kind === 'integer' && low === 0 && high === 1) return { min: 0, max: 1 };
  const span = kind === 'integer' ? codeSpan(name, values, low, high) : undefined;
  if (span !== undefined) return { min: span.min, max: span.max };
  const slack = (high - low) / 10;
  const step = kind === 'integer' ? Math.max(1, stepOf(slack)) : stepOf(slack);
  // Twelve digits: 113 steps of 0.0001 come to 0.011300000000000001.
  const multiple = (count: number): number => Number((count * step).toPrecision(12));
  // Rounding to twelve digits may go inward; what was seen stays inside.
  const min = Math.min(low, multiple(Math.floor((low - slack) / step)));
  const max = Math.max(high, multiple(Math.ceil((high + slack) / step)));
  const terms = { min: low >= 0 ? Math.max(0, min) : min, max: high <= 0 ? Math.min(0, max) : max };
  return Number.isFinite(terms.min) && Number.isFinite(terms.max) ? terms : {};
}

/** The largest power of ten that is at most the slack, found by multiplication: Math.pow is the platform's. */
function stepOf(slack: number): number {
  let step = 1;
  while (step * 10 <= slack && step < 1e300) step *= 10;
  while (step > slack && step > 1e-300) step /= 10;
  return step;
}
