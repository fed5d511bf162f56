import type { CellFormat, InferredColumn } from '../column-reading.ts';
import type { NumericKind } from '../table.ts';
import { type CellParser, cellParser } from './cell-parser.ts';
import { countText } from './count-text.ts';
import { dateFormatOf } from './date-format.ts';
import { isMissingSpelling } from './missing-spellings.ts';
import { numberFormatOf } from './number-format.ts';
import { orderedLevels } from './ordered-scale.ts';
import { hasLeadingZero } from './parse-number.ts';
import { type SpelledColumn, textsOf } from './spelled-column.ts';
import { isTruthPair } from './truth-pairs.ts';

/** A kind and format that all distinct texts of a column fit. */
export interface FittingReading {
  readonly kind: NumericKind;
  readonly format?: CellFormat | undefined;
  readonly parse: CellParser;
  /** Spellings of missing values among the texts, and how often each came. */
  readonly missing: readonly (readonly [spelling: string, count: number])[];
}

export interface SpelledReading {
  readonly fitting?: FittingReading;
  /** Why the column stays text although it looks like something else. */
  readonly unclear?: string;
}

/** Bytes of what can be a spelling of a missing value among the texts of a column. */
const longestSpelling = 8;
const plainKinds: readonly NumericKind[] = ['boolean', 'integer', 'number', 'date', 'instant'];

/** The kind that all texts of a column fit, whatever was found of its first rows; `decimal` is the mark that a person stated. */
export function readSpelled(column: SpelledColumn, decimal?: '.' | ','): SpelledReading {
  if (column.size === 0) return {};
  const missing: [string, number][] = [];
  const missingCodes = new Set<number>();
  for (let code = 0; code < column.size; code++) {
    if (column.lengthAt(code) > longestSpelling || !isMissingSpelling(column.textAt(code))) continue;
    missing.push([column.textAt(code), column.countAt(code)]);
    missingCodes.add(code);
  }
  if (missingCodes.size === column.size) return {};
  const texts = textsOf(column, (code) => !missingCodes.has(code));
  for (const kind of plainKinds) {
    const parse = cellParser(kind);
    if (decimal === ',' && kind === 'number') continue;
    if (every(texts, (text) => parse(text) !== undefined && !(isNumber(kind) && hasLeadingZero(text))))
      return { fitting: { kind, parse, missing } };
  }
  const number = numberFormatOf(texts, decimal);
  if (number !== undefined) {
    if ('unclear' in number) return number;
    return {
      fitting: { kind: number.kind, format: number.format, parse: cellParser(number.kind, number.format), missing },
    };
  }
  const date = dateFormatOf(texts);
  if (date === undefined) return {};
  if ('unclear' in date) return date;
  const format = { pattern: date.pattern };
  return { fitting: { kind: date.kind, format, parse: cellParser(date.kind, format), missing } };
}

/** What a column of text is, with the reason. `misfit` says why it is not of the kind that its first rows had. */
export function inferText(
  name: string,
  column: SpelledColumn,
  rowCount: number,
  why: { readonly unclear?: string | undefined; readonly misfit?: string | undefined } = {},
): InferredColumn {
  let known = 0;
  let length = 0;
  for (let code = 0; code < column.size; code++) known += column.countAt(code);
  const missing = rowCount - known;
  const rest = missing === 0 ? '' : `; ${countText(missing)} are missing`;
  if (known === 0)
    return { name, kind: 'text', meaning: 'empty', reason: 'every value is missing, so nothing says what it holds' };
  const reasons = [why.unclear, why.misfit].filter((part) => part !== undefined).map((part) => `; ${part}`);
  const says = (text: string): string => `${text}${reasons.join('')}${rest}`;
  if (column.size === known && known > 1 && !isLong(column)) {
    const reason = says(`all ${countText(known)} values differ, so it looks like an identifier`);
    return { name, kind: 'text', meaning: 'identifier', reason };
  }
  const variety = `${countText(column.size)} distinct ${column.size === 1 ? 'value' : 'values'} in ${countText(known)}`;
  if (column.size === 1 && known > 1) return { name, kind: 'text', meaning: 'constant', reason: says(variety) };
  for (let code = 0; code < Math.min(column.size, 1000); code++) length += column.textAt(code).length;
  const meanLength = length / Math.min(column.size, 1000);
  if (column.size > 20 && column.size >= 0.5 * known && meanLength >= 25) {
    const reason = says(`${variety}, ${Math.round(meanLength)} characters on average, so it looks like free text`);
    return { name, kind: 'text', meaning: 'free text', reason };
  }
  const texts = column.size <= 12 ? [...textsOf(column)] : [];
  if (isTruthPair(texts)) {
    const reason = says(`${variety}: ${texts.map((text) => `"${text}"`).join(' and ')}, a truth value`);
    return { name, kind: 'text', meaning: 'truth value', reason };
  }
  const levels = orderedLevels(texts);
  if (levels !== undefined) {
    const reason = says(`${variety}, which stand on a known scale: ${levels.join(' < ')}`);
    return { name, kind: 'text', meaning: 'ordered category', levels, reason };
  }
  return { name, kind: 'text', meaning: 'category', reason: says(variety) };
}

/** Texts of several words are no names of rows, even where no two are alike. */
function isLong(column: SpelledColumn): boolean {
  const seen = Math.min(column.size, 200);
  let words = 0;
  for (let code = 0; code < seen; code++) words += column.textAt(code).split(' ').length;
  return words >= 4 * seen;
}

function isNumber(kind: NumericKind): boolean {
  return kind === 'number' || kind === 'integer';
}

function every(texts: Iterable<string>, holds: (text: string) => boolean): boolean {
  for (const text of texts) if (!holds(text)) return false;
  return true;
}
