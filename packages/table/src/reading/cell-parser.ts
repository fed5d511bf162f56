import { parseDate, parseInstant } from '../calendar.ts';
import type { CellFormat } from '../column-reading.ts';
import type { NumericKind } from '../table.ts';
import { datePattern } from './date-pattern.ts';
import { parseFormattedNumber, parseNumber } from './parse-number.ts';
import { trimBlanks } from './trim-blanks.ts';

/** The stored number of a cell's text (days, epoch milliseconds, 0 or 1); undefined where it is none. */
export type CellParser = (text: string) => number | undefined;

/**
 * How the cells of a kind are read: exactly as JSON and ISO 8601 spell them, truth values as true and false in any case, or
 * as the format says. RangeError for a pattern that is none.
 */
export function cellParser(kind: NumericKind, format: CellFormat = {}): CellParser {
  const parse = parserOf(kind, format);
  return format.trim === true ? (text) => parse(trimBlanks(text)) : parse;
}

function parserOf(kind: NumericKind, format: CellFormat): CellParser {
  switch (kind) {
    case 'integer':
    case 'number':
      return isPlain(format) ? (text) => parseNumber(kind, text) : (text) => parseFormattedNumber(kind, text, format);
    case 'boolean': {
      const yes = (format.truth?.yes ?? 'true').toLowerCase();
      const no = (format.truth?.no ?? 'false').toLowerCase();
      return (text) => {
        const lower = text.toLowerCase();
        return lower === yes ? 1 : lower === no ? 0 : undefined;
      };
    }
    case 'date':
    case 'instant': {
      if (format.pattern === undefined) return kind === 'date' ? parseDate : parseInstant;
      const pattern = datePattern(format.pattern);
      if (pattern.kind === kind) return pattern.parse;
      // An instant may be written as a day, which is its midnight; a day not as an instant, which would lose its hours.
      if (kind === 'date') return () => undefined;
      return (text) => {
        const days = pattern.parse(text);
        return days === undefined ? undefined : days * 86_400_000;
      };
    }
  }
}

/** Whether numbers are spelled as JSON does. */
export function isPlain({ decimal, thousands, prefix, suffix }: CellFormat): boolean {
  return decimal === undefined && thousands === undefined && (prefix ?? '') === '' && (suffix ?? '') === '';
}
