import type { TextLooks } from './column-profile.ts';

const number = /^[+-]?(?:\d{1,3}(?:[,.' ]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?\s?%?$/;
const email = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const url = /^(?:(?:https?|ftp):\/\/|www\.)[^\s.]+\.\S+$/i;
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
/** The longest address that mail allows. */
const longestAddress = 320;
const longestNumber = 64;

/** What a text as a whole looks like, blanks around left out; undefined for any other text. */
export function lookOf(text: string): keyof TextLooks | undefined {
  const trimmed = text.trim();
  if (trimmed.length <= longestNumber && number.test(trimmed)) return 'number';
  if (trimmed.length <= longestAddress && email.test(trimmed)) return 'email';
  if (url.test(trimmed)) return 'url';
  if (trimmed.length <= longestNumber && uuid.test(trimmed)) return 'uuid';
  return isJson(trimmed) ? 'json' : undefined;
}

/** An object or a list. */
function isJson(text: string): boolean {
  const ends = `${text[0] ?? ''}${text.at(-1) ?? ''}`;
  if (ends !== '{}' && ends !== '[]') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
