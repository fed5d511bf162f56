import { type ColumnKind, type NumericKind, parseDate, parseInstant } from '@tend/table';

/** The exact grammars of a cell: no blanks around, no thousands separators, no infinity, no NaN. */
const integerGrammar = /^[+-]?[0-9]+$/;
const numberGrammar = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** The stored number of a cell (days, epoch milliseconds, 0 or 1); undefined where it is none of this kind. */
export function parseCell(kind: NumericKind, text: string): number | undefined {
  switch (kind) {
    case 'integer':
      return integerGrammar.test(text) ? exact(text) : undefined;
    case 'number':
      if (integerGrammar.test(text)) return exact(text);
      return numberGrammar.test(text) ? finite(Number(text)) : undefined;
    case 'boolean': {
      const lower = text.toLowerCase();
      return lower === 'true' ? 1 : lower === 'false' ? 0 : undefined;
    }
    case 'date':
      return parseDate(text);
    case 'instant':
      return parseInstant(text);
  }
}

/** Digits that a number would lose, as in postcodes: such a column stays text. */
export function hasLeadingZero(text: string): boolean {
  return /^[+-]?0[0-9]/.test(text);
}

/** An integer that float64 would round. */
export function isBeyondExact(text: string): boolean {
  return integerGrammar.test(text) && !Number.isSafeInteger(Number(text));
}

/** What kinds of number a text may be, the narrowest first. */
export const inferredKinds: readonly Exclude<ColumnKind, 'text'>[] = [
  'boolean',
  'integer',
  'number',
  'date',
  'instant',
];

function exact(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
