import { unitNames } from '@tend/kernels';

const currencies = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', '$', '€', '£'];
/** Units of one letter stand in too many names (`class_m`) to be read from them without brackets. */
const joined = /(?:_|\bin[ _])([a-z°%/]{2,}(?:\/[a-z]+)?)$/i;

/** The unit that a column's name states: `price (USD)`, `speed_kmh`, `Speed IAS in knots`; undefined where it states none. */
export function unitOfName(name: string): string | undefined {
  const bracketed = /[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(name)?.[1];
  const text = bracketed ?? joined.exec(name)?.[1];
  if (text === undefined) return undefined;
  if (currencies.includes(text.toUpperCase())) return text.toUpperCase();
  return unitNames.get(text) ?? (text.length > 1 ? unitNames.get(text.toLowerCase()) : undefined);
}
