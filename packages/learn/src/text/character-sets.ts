import { punctuationRanges, upperRanges, wordRanges } from './character-tables.ts';

/** Whether a code point is part of a word: letters, marks, numbers, connecting punctuation (\w of UTS #18). */
export const isWordCharacter: (code: number) => boolean = memberOf(wordRanges);
export const isCapital: (code: number) => boolean = memberOf(upperRanges);
export const isPunctuation: (code: number) => boolean = memberOf(punctuationRanges);

/** White space as Python and scikit-learn know it. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x2000) return code === 0x85 || code === 0xa0 || code === 0x1680;
  return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

function memberOf(text: string): (code: number) => boolean {
  const numbers = text.split(' ').map((part) => Number.parseInt(part, 36));
  const starts = new Int32Array(numbers.length / 2);
  const ends = new Int32Array(numbers.length / 2);
  let at = 0;
  for (let range = 0; range < starts.length; range++) {
    at += numbers[2 * range] as number;
    starts[range] = at;
    at += numbers[2 * range + 1] as number;
    ends[range] = at;
  }
  const search = (code: number): boolean => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= code) low = middle + 1;
      else high = middle;
    }
    return low > 0 && code < (ends[low - 1] as number);
  };
  // Nearly all characters of nearly all texts are among these.
  const frequent = Uint8Array.from({ length: 0x600 }, (_, code) => Number(search(code)));
  return (code) => (code < frequent.length ? frequent[code] === 1 : search(code));
}
