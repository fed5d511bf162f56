import type { CellFormat } from '../column-reading.ts';

const integerGrammar = /^[+-]?[0-9]+$/;
// Digits can be read in one way only: with [0-9]+\.?[0-9]* a long run of them before a letter took its length squared.
const numberGrammar = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** The number of an exact spelling: no blanks around, no infinity, no NaN, an integer only up to 2^53; undefined elsewhere. */
export function parseNumber(kind: 'number' | 'integer', text: string): number | undefined {
  if (integerGrammar.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value + 0 : undefined;
  }
  if (kind === 'integer' || !numberGrammar.test(text)) return undefined;
  const value = Number(text);
  // -0 is 0: the canonical encoding has one zero.
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** As `parseNumber`, of a number with the format's marks, prefix and suffix; the sign may stand on either side of the prefix. */
export function parseFormattedNumber(
  kind: 'number' | 'integer',
  text: string,
  { decimal, thousands, prefix = '', suffix = '' }: CellFormat,
): number | undefined {
  let sign = /^[+-]/.exec(text)?.[0] ?? '';
  let rest = text.slice(sign.length);
  if (!rest.startsWith(prefix)) return undefined;
  rest = rest.slice(prefix.length);
  if (sign === '' && prefix !== '') {
    sign = /^[+-]/.exec(rest)?.[0] ?? '';
    rest = rest.slice(sign.length);
  }
  if (!rest.endsWith(suffix)) return undefined;
  rest = rest.slice(0, rest.length - suffix.length);
  if (!/^[0-9.,]/.test(rest)) return undefined;
  const mark = decimalMark({ decimal, thousands });
  if (mark !== '.' && rest.includes('.') && thousands !== '.') return undefined;
  const point = rest.indexOf(mark);
  let whole = point < 0 ? rest : rest.slice(0, point);
  if (thousands !== undefined && whole.includes(thousands)) {
    const groups = whole.split(thousands);
    const isGrouped = groups.every((group, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
    if (!isGrouped) return undefined;
    whole = groups.join('');
  }
  return parseNumber(kind, `${sign}${whole}${point < 0 ? '' : `.${rest.slice(point + mark.length)}`}`);
}

/** The decimal mark of a format: a comma where points stand between thousands. */
export function decimalMark({ decimal, thousands }: Pick<CellFormat, 'decimal' | 'thousands'>): '.' | ',' {
  return decimal ?? (thousands === '.' ? ',' : '.');
}

/** Digits that a number would lose, as in postcodes. */
export function hasLeadingZero(text: string): boolean {
  return /^[+-]?0[0-9]/.test(text);
}

/** An integer that float64 would round. */
export function isBeyondExact(text: string): boolean {
  return integerGrammar.test(text) && !Number.isSafeInteger(Number(text));
}
