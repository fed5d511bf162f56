import { encodeUtf8 } from '@tend/table';
import { cellsOf } from '../withdrawn/index.ts';

/** The key of a person as somebody typed it. */
export interface PersonKey {
  readonly text: string;
  /** Where it is a finite number. */
  readonly number: number | undefined;
  /**
   * Whether its bytes are so many that they stand nowhere by chance. Of a shorter key only the key's own column and cells
   * of rejected rows are erased, and a hit of the search for its bytes says little.
   */
  readonly isDistinctive: boolean;
}

/** How many bytes a key must have to be sought as bytes. */
const leastDistinctive = 6;

export function personKey(text: string): PersonKey {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return {
    text,
    number: Number.isFinite(value) ? value : undefined,
    isDistinctive: encodeUtf8(text).length >= leastDistinctive,
  };
}

/** The byte strings to look for: UTF-8 of the key, its shortest spelling as a number, and a double, little-endian. */
export function needlesOf({ text, number }: PersonKey): readonly Uint8Array[] {
  const typed = encodeUtf8(text);
  if (number === undefined || number === 0) return [typed];
  const double = new Uint8Array(8);
  new DataView(double.buffer).setFloat64(0, number, true);
  const shortest = String(number);
  const isOther = shortest !== text && encodeUtf8(shortest).length >= leastDistinctive;
  return [typed, ...(isOther ? [encodeUtf8(shortest)] : []), double];
}

/** Whether a text holds the key; a short key only as a cell of its own between the usual delimiters. */
export function holdsKey(text: string, key: PersonKey): boolean {
  if (key.isDistinctive) return text.includes(key.text);
  return /[,;\t|]/.test(text) && cellsOf(text).includes(key.text);
}
