import { unitNames } from '@tend/kernels';
import type { CellFormat } from '../column-reading.ts';
import { cellParser } from './cell-parser.ts';
import { hasLeadingZero } from './parse-number.ts';
import { trimBlanks } from './trim-blanks.ts';

/** What spellings of numbers have in common: a format, or why none can be told. */
export type NumberFormat =
  | { readonly kind: 'number' | 'integer'; readonly format: CellFormat; readonly what: string }
  | { readonly unclear: string };

const currencies = ['$', '€', '£', '¥', '₹', 'USD', 'EUR', 'GBP', 'CHF', 'JPY'] as const;
const isCurrency = (text: string): boolean => (currencies as readonly string[]).includes(text);
const shape = /^([+-]?)([^\d+\-.,]*)([+-]?)((?:\d[\d.,' ]*|[.,]\d+)?\d|\d)([^\d]*)$/;

/** The unit that a suffix of numbers stands for; undefined where it is none that is known, or one letter right after digits. */
export function unitOfSuffix(suffix: string): string | undefined {
  const text = suffix.trim();
  if (text === '%' || isCurrency(text)) return text;
  if (text.length > 1) return unitNames.get(text) ?? unitNames.get(text.toLowerCase());
  return suffix === text ? undefined : unitNames.get(text);
}

/** The unit that a prefix of numbers stands for: a currency. */
export function unitOfPrefix(prefix: string): string | undefined {
  return isCurrency(prefix.trim()) ? prefix.trim() : undefined;
}

/**
 * The format of numbers that are not spelled as JSON spells them: decimal comma, marks of thousands, one currency or unit
 * before or after, blanks around. A format is given only where every text fits it and no other one does; undefined where the
 * texts are no such numbers. `decimal` is the mark that a person stated.
 */
export function numberFormatOf(texts: Iterable<string>, decimal?: '.' | ','): NumberFormat | undefined {
  const seen = new Marks();
  for (const text of texts) if (!seen.add(text)) return undefined;
  const affixes = { ...(seen.prefix && { prefix: seen.prefix }), ...(seen.suffix && { suffix: seen.suffix }) };
  const marks = seen.marks(decimal);
  if (marks === undefined) return undefined;
  if ('unclear' in marks) return marks;
  const format: CellFormat = { ...marks, ...affixes, ...(seen.hasBlanks && { trim: true as const }) };
  if (Object.keys(format).length === 0) return undefined;
  for (const kind of ['integer', 'number'] as const) {
    const parse = cellParser(kind, format);
    let fits = true;
    for (const text of texts) {
      fits = parse(text) !== undefined && !hasLeadingZero(text.replace(/^[^\d]*/, ''));
      if (!fits) break;
    }
    if (fits) return { kind, format, what: whatOf(format) };
  }
  return undefined;
}

/** What a format does, as a reason says it. */
export function whatOf({ decimal, thousands, prefix, suffix, trim }: CellFormat): string {
  const marks: Readonly<Record<string, string>> = { ',': 'commas', '.': 'points', ' ': 'blanks', "'": 'apostrophes' };
  const parts = [
    decimal === undefined ? '' : 'a decimal comma',
    thousands === undefined ? '' : `${marks[thousands]} between thousands`,
    prefix === undefined ? '' : `"${prefix}" before them`,
    suffix === undefined ? '' : `"${suffix}" behind them`,
    trim === undefined ? '' : 'blanks around some',
  ].filter((part) => part !== '');
  return parts.join(', ');
}

/** Collects which marks stand where in the spellings of a column. */
class Marks {
  prefix: string | undefined;
  suffix: string | undefined;
  hasBlanks = false;
  /** A spelling that settles what a comma or point is, for each reading. */
  #isCommaDecimal = false;
  #isCommaThousands = false;
  #isPointDecimal = false;
  #isPointThousands = false;
  #grouping: ' ' | "'" | undefined;
  /** A spelling with one comma before three digits, which both readings allow. */
  #either: string | undefined;

  /** False for a text that is no number at all, has another prefix or suffix than the others, or one that is no unit. */
  add(text: string): boolean {
    const trimmed = trimBlanks(text);
    if (trimmed !== text) this.hasBlanks = true;
    const match = shape.exec(trimmed);
    if (match === null) return false;
    const [, , prefix = '', , body = '', suffix = ''] = match;
    if (this.prefix === undefined || this.suffix === undefined) {
      if (
        (prefix !== '' && unitOfPrefix(prefix) === undefined) ||
        (suffix !== '' && unitOfSuffix(suffix) === undefined)
      )
        return false;
      this.prefix = prefix;
      this.suffix = suffix;
    }
    if (prefix !== this.prefix || suffix !== this.suffix) return false;
    if (body.includes(' ')) this.#grouping = ' ';
    else if (body.includes("'")) this.#grouping = "'";
    const commas = body.split(',').length - 1;
    const points = body.split('.').length - 1;
    if (commas > 0 && points > 0) {
      if (body.lastIndexOf(',') > body.lastIndexOf('.')) [this.#isCommaDecimal, this.#isPointThousands] = [true, true];
      else [this.#isCommaThousands, this.#isPointDecimal] = [true, true];
    } else if (commas > 1) this.#isCommaThousands = true;
    else if (points > 1) this.#isPointThousands = true;
    else if (commas === 1) {
      if (/^[1-9]\d{0,2},\d{3}$/.test(body)) this.#either ??= trimmed;
      else this.#isCommaDecimal = true;
    } else if (points === 1 && !/^[1-9]\d{0,2}\.\d{3}$/.test(body)) this.#isPointDecimal = true;
    return true;
  }

  marks(stated: '.' | ',' | undefined): Pick<CellFormat, 'decimal' | 'thousands'> | { unclear: string } | undefined {
    const isComma = stated === ',' || (stated === undefined && this.#isCommaDecimal);
    if (isComma) {
      if (this.#isCommaThousands || this.#isPointDecimal) return undefined;
      const thousands = this.#isPointThousands ? '.' : this.#grouping;
      return { decimal: ',', ...(thousands !== undefined && { thousands }) };
    }
    if (this.#isCommaDecimal) return undefined;
    if (this.#isPointThousands) {
      if (this.#isCommaThousands || this.#isPointDecimal || this.#either !== undefined) return undefined;
      return { thousands: '.' };
    }
    if (this.#isCommaThousands || (this.#either !== undefined && (stated === '.' || this.#isPointDecimal)))
      return { thousands: ',' };
    if (this.#either !== undefined) {
      const [low, high] = [this.#either.replace(',', '.'), this.#either.replace(',', '')];
      return { unclear: `"${this.#either}" can be ${low} or ${high}, and no value decides` };
    }
    return this.#grouping === undefined ? {} : { thousands: this.#grouping };
  }
}
