import { lowerCaseRuns } from './character-tables.ts';

const smallOf: ReadonlyMap<number, number> = readRuns();

/**
 * A text in small letters, one code point for each and whatever its surroundings (the simple case mapping of Unicode). The
 * platform's own would change with its version; a half of a surrogate pair becomes U+FFFD.
 */
export function lowerCase(text: string): string {
  const whole = text.toWellFormed();
  let from = 0;
  let small = '';
  for (let i = 0; i < whole.length; i++) {
    const unit = whole.charCodeAt(i);
    if (unit < 128 && (unit < 65 || unit > 90)) continue;
    const code = unit < 128 ? unit : (whole.codePointAt(i) as number);
    const width = code > 0xffff ? 2 : 1;
    const to = unit < 128 ? unit + 32 : smallOf.get(code);
    if (to !== undefined) {
      small += whole.slice(from, i) + String.fromCodePoint(to);
      from = i + width;
    }
    i += width - 1;
  }
  return from === 0 ? whole : small + whole.slice(from);
}

function readRuns(): ReadonlyMap<number, number> {
  const numbers = lowerCaseRuns.split(' ').map((part) => Number.parseInt(part, 36));
  const found = new Map<number, number>();
  let start = 0;
  for (let i = 0; i < numbers.length; i += 4) {
    const [shift = 0, count = 0, stride = 1, distance = 0] = numbers.slice(i, i + 4);
    start += shift;
    for (let k = 0; k < count; k++) found.set(start + k * stride, start + k * stride + distance);
  }
  return found;
}
