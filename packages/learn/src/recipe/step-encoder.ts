import { type Cell, type Column, civilFromDays, columnOf, type Row, type Table } from '@tend/table';
import { cosineOfStep, sineOfStep, weekdayOf } from './calendar-cycle.ts';
import { encodeExpression } from './encode-expression.ts';
import type {
  FittedBoolean,
  FittedCategories,
  FittedDateParts,
  FittedNumber,
  FittedOneHot,
  FittedStep,
} from './fitted-recipe.ts';
import { storedNumber, storedText } from './stored-cell.ts';

/**
 * One fitted step ready to run. Batches and single rows differ only in how they find the stored number of a row (the
 * value, the index of its level, NaN for missing); what is written from it is the same code, so both agree to the bit.
 */
export interface StepEncoder {
  /** Stored numbers, one a row; TypeError where the table's column has another kind. */
  fromTable(table: Table): Float64Array;
  /** RangeError where the row lacks the column, TypeError where its cell has another type; null is missing. */
  fromRow(row: Row): number;
  /** Writes the outputs: the i-th to out[base + at[i] * stride]. `out` comes filled with zeros. */
  write(stored: number, out: Float32Array, at: Int32Array, base: number, stride: number): void;
}

export function encoderOf(step: FittedStep): StepEncoder {
  switch (step.type) {
    case 'number':
      return encodeNumber(step);
    case 'oneHot':
      return encodeOneHot(step);
    case 'categories':
      return encodeCategories(step);
    case 'dateParts':
      return encodeDateParts(step);
    case 'boolean':
      return encodeBoolean(step);
    case 'expression':
      return encodeExpression(step);
  }
}

const largestFloat32 = 3.4028234663852886e38;

function encodeNumber(step: FittedNumber): StepEncoder {
  const source = numericSource(step.column, step.kind);
  if (step.treatment === 'passThrough')
    return {
      ...source,
      write: (stored, out, at, base, stride) => {
        // Beyond float32 a value would turn infinite: clamped, it keeps its place in the order.
        out[base + (at[0] ?? 0) * stride] = Math.min(largestFloat32, Math.max(-largestFloat32, stored));
      },
    };
  const { lower, upper, median, mean, deviation, hasMissing } = step;
  return {
    ...source,
    write: (stored, out, at, base, stride) => {
      const isMissing = Number.isNaN(stored);
      const value = isMissing ? median : stored;
      out[base + (at[0] ?? 0) * stride] = (Math.min(upper, Math.max(lower, value)) - mean) / deviation;
      if (hasMissing && isMissing) out[base + (at[1] ?? 0) * stride] = 1;
    },
  };
}

function encodeBoolean(step: FittedBoolean): StepEncoder {
  const { treatment, share, hasMissing } = step;
  return {
    ...numericSource(step.column, 'boolean'),
    write: (stored, out, at, base, stride) => {
      const isMissing = Number.isNaN(stored);
      out[base + (at[0] ?? 0) * stride] = isMissing && treatment === 'standardise' ? share : stored;
      if (hasMissing && isMissing) out[base + (at[1] ?? 0) * stride] = 1;
    },
  };
}

function encodeOneHot(step: FittedOneHot): StepEncoder {
  const other = step.levels.length;
  return {
    ...levelSource(step),
    write: (stored, out, at, base, stride) => {
      if (stored < other) out[base + (at[stored] ?? 0) * stride] = 1;
      else if (stored === other && step.hasOther) out[base + (at[other] ?? 0) * stride] = 1;
      else if (Number.isNaN(stored) && step.hasMissing) out[base + (at[at.length - 1] ?? 0) * stride] = 1;
    },
  };
}

function encodeCategories(step: FittedCategories): StepEncoder {
  const other = step.levels.length;
  return {
    ...levelSource(step),
    write: (stored, out, at, base, stride) => {
      out[base + (at[0] ?? 0) * stride] = stored === other && !step.hasOther ? Number.NaN : stored;
    },
  };
}

/** The index of a level, that after the last for any other text. */
function levelSource({
  column: name,
  levels,
}: FittedOneHot | FittedCategories): Pick<StepEncoder, 'fromTable' | 'fromRow'> {
  const index = new Map(levels.map((level, i) => [level, i]));
  const other = levels.length;
  return {
    fromTable: (table) => {
      const column = expectKind(columnOf(table, name), 'text');
      if (column.kind !== 'text') throw mismatch(column, 'text');
      const ofCode = column.dictionary.map((text) => index.get(text) ?? other);
      return Float64Array.from(column.codes, (code) => ofCode[code] ?? Number.NaN);
    },
    fromRow: (row) => {
      const text = storedText(cellOf(row, name), name);
      return text === undefined ? Number.NaN : (index.get(text) ?? other);
    },
  };
}

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;

function encodeDateParts(step: FittedDateParts): StepEncoder {
  const isInstant = step.kind === 'instant';
  return {
    ...numericSource(step.column, step.kind),
    write: (stored, out, at, base, stride) => {
      const put = (output: number, value: number): void => {
        out[base + (at[output] ?? 0) * stride] = value;
      };
      if (Number.isNaN(stored)) {
        if (step.encoding === 'ordinal') for (let output = 0; output < at.length; output++) put(output, Number.NaN);
        else if (step.hasMissing) put(at.length - 1, 1);
        return;
      }
      const days = isInstant ? Math.floor(stored / millisecondsADay) : stored;
      const { month } = civilFromDays(days);
      const hour = isInstant ? Math.floor((stored - days * millisecondsADay) / millisecondsAnHour) : 0;
      if (step.encoding === 'ordinal') {
        put(0, month);
        put(1, weekdayOf(days) + 1);
        if (isInstant) put(2, hour);
        return;
      }
      put(0, sineOfStep(2 * (month - 1)));
      put(1, cosineOfStep(2 * (month - 1)));
      put(2 + weekdayOf(days), 1);
      if (isInstant) put(9, sineOfStep(hour));
      if (isInstant) put(10, cosineOfStep(hour));
    },
  };
}

type NumericSource = Pick<StepEncoder, 'fromTable' | 'fromRow'>;

function numericSource(name: string, kind: 'number' | 'integer' | 'boolean' | 'date' | 'instant'): NumericSource {
  return {
    fromTable: (table) => {
      const column = expectKind(columnOf(table, name), kind);
      if (column.kind === 'text') throw mismatch(column, kind);
      return column.values;
    },
    fromRow: (row) => storedNumber(kind, cellOf(row, name), name),
  };
}

function cellOf(row: Row, name: string): Cell {
  const cell = Object.hasOwn(row, name) ? row[name] : undefined;
  if (cell === undefined) throw new RangeError(`the row has no column "${name}"`);
  return cell;
}

/** Whole numbers pass as numbers: a later taking of the same column may hold no fraction by chance. */
function expectKind(column: Column, kind: Column['kind']): Column {
  const isWholeNumber = kind === 'number' && column.kind === 'integer';
  if (column.kind !== kind && !isWholeNumber) throw mismatch(column, kind);
  return column;
}

function mismatch(column: Column, kind: string): TypeError {
  return new TypeError(`column "${column.name}": expected ${kind}, came ${column.kind}`);
}
