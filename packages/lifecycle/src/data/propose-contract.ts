import { wilsonInterval } from '@tend/kernels';
import type { ColumnContract } from '@tend/protocol';
import type { Column, NumericColumn, Table, TextColumn } from '@tend/table';
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
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(table.columns.map((column) => [column.name, proposeTerms(column, table.rowCount)]));
}

function proposeTerms(column: Column, rowCount: number): ColumnContract {
  const known = countKnown(column);
  const isUnique = known === rowCount && rowCount >= leastRowsForUnique && !hasRepeated(column);
  const hasUniqueKind = column.kind === 'text' || column.kind === 'integer';
  return {
    type: column.kind,
    missingAtMost: missingAtMost(rowCount - known, rowCount),
    ...(isUnique && hasUniqueKind && { unique: true }),
    ...(column.kind === 'text' ? closedSet(column, known) : isUnique ? {} : range(column)),
    severity: 'warn',
  };
}

function countKnown(column: Column): number {
  let known = 0;
  if (column.kind === 'text') {
    for (let row = 0; row < column.codes.length; row++) if ((column.codes[row] ?? -1) >= 0) known++;
  } else for (let row = 0; row < column.values.length; row++) if (!Number.isNaN(column.values[row])) known++;
  return known;
}

/** Whether a value stands in two rows. */
function hasRepeated(column: Column): boolean {
  if (column.kind !== 'text') return hasRepeatedNumber(column.values);
  const isSeen = new Uint8Array(column.dictionary.length);
  for (const code of column.codes) {
    if (isSeen[code] === 1) return true;
    isSeen[code] = 1;
  }
  return false;
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

function closedSet(column: TextColumn, knownCount: number): Pick<ColumnContract, 'values'> {
  const { dictionary } = column;
  if (dictionary.length === 0 || dictionary.length > mostValues) return {};
  return knownCount < dictionary.length * leastRowsAValue ? {} : { values: dictionary.toSorted() };
}

/**
 * The seen range, a tenth wider on both sides and rounded outward; it does not cross zero if no value did. Dates,
 * instants and booleans have none: time moves on.
 */
function range(column: NumericColumn): Pick<ColumnContract, 'min' | 'max'> {
  if (column.kind !== 'number' && column.kind !== 'integer') return {};
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low < high)) return {};
  const slack = (high - low) / 10;
  const step = column.kind === 'integer' ? Math.max(1, stepOf(slack)) : stepOf(slack);
  const [min, max] = [Math.floor((low - slack) / step) * step, Math.ceil((high + slack) / step) * step];
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
