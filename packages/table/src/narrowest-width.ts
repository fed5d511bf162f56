import { isInDomain } from './column-kinds.ts';
import type { NumericKind } from './table.ts';
import type { EncodedWidth } from './table-encoding.ts';

/**
 * The narrowest width that holds all values exactly, with one value to spare for the missing ones; undefined where a value
 * is none of the kind.
 */
export function narrowestWidth(kind: NumericKind, values: Float64Array): EncodedWidth | undefined {
  let [low, high] = [0, 0];
  let isWhole = true;
  let isSingle = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    // NaN fails both comparisons and, being missing, says nothing about the width.
    if (value < low) low = value;
    else if (value > high) high = value;
    if (isWhole) isWhole = Math.floor(value) === value || Number.isNaN(value);
    if (isSingle) isSingle = Math.fround(value) === value || Number.isNaN(value);
  }
  if (!isInDomain(kind, low) || !isInDomain(kind, high) || (kind !== 'number' && !isWhole)) return undefined;
  const reach = Math.max(-low, high);
  if (isWhole && reach < 0x80) return 'int8';
  if (isWhole && reach < 0x8000) return 'int16';
  if (isWhole && reach < 0x8000_0000) return 'int32';
  return isSingle ? 'float32' : 'float64';
}

/** The width of codes into a dictionary of this many entries; -1 is kept for missing. */
export function widthOfCodes(entryCount: number): EncodedWidth {
  if (entryCount <= 0x80) return 'int8';
  return entryCount <= 0x8000 ? 'int16' : 'int32';
}
