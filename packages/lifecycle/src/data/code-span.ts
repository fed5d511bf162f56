/** The ends of whole numbers beyond which none is expected. */
export interface CodeSpan {
  readonly min: number;
  readonly max: number;
  /** What they are, for the person who reads the contract. */
  readonly because: string;
}

/** What clock and calendar count, by the last word of a column's name: first number, last number. */
const calendar: readonly (readonly [word: RegExp, spans: readonly (readonly [number, number])[]])[] = [
  [
    /^(month|mnth|mon)$/,
    [
      [1, 12],
      [0, 11],
    ],
  ],
  [
    /^(weekday|dow|dayofweek)$/,
    [
      [1, 7],
      [0, 6],
    ],
  ],
  [/^(day|dayofmonth|dom)$/, [[1, 31]]],
  [
    /^(hour|hr)$/,
    [
      [0, 23],
      [0, 24],
    ],
  ],
  [/^(minute|second)$/, [[0, 59]]],
  [
    /^(quarter|qtr)$/,
    [
      [1, 4],
      [0, 3],
    ],
  ],
  [/^week$/, [[1, 53]]],
];

/** More numbers than this are a quantity. */
const mostCodes = 60;
/** Each must have been seen this often on average, and those at the ends at least a quarter as often. */
const leastRowsACode = 20;

/**
 * The span of whole numbers that are codes, which has no slack: month, weekday, hour and the like by the last word of the name,
 * where all values fit; else few numbers of which none between the ends is missing and the ends are no thin tails. Undefined
 * for quantities. NaN is missing.
 */
export function codeSpan(name: string, values: Float64Array, low: number, high: number): CodeSpan | undefined {
  const span = calendarSpan(name, low, high);
  if (span !== undefined) return span;
  const size = high - low + 1;
  if (!(size >= 2 && size <= mostCodes)) return undefined;
  const counts = new Int32Array(size);
  let known = 0;
  for (let row = 0; row < values.length; row++) {
    const place = (values[row] as number) - low;
    if (Number.isNaN(place)) continue;
    counts[place] = (counts[place] ?? 0) + 1;
    known++;
  }
  const atEnds = Math.min(counts[0] ?? 0, counts[size - 1] ?? 0);
  if (known < leastRowsACode * size || counts.includes(0) || atEnds * 4 * size < known) return undefined;
  return { min: low, max: high, because: 'as seen: few whole numbers, and none between them is missing' };
}

/** The span of what the name says the numbers count; undefined where it says nothing, or a number lies outside. */
export function calendarSpan(name: string, low: number, high: number): CodeSpan | undefined {
  const words =
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const endings = [words.slice(-1), words.slice(-3)].map((some) => some.join(''));
  for (const [word, spans] of calendar) {
    if (!endings.some((ending) => word.test(ending))) continue;
    const fitting = spans.find(([min, max]) => low >= min && high <= max);
    if (fitting !== undefined)
      return { min: fitting[0], max: fitting[1], because: 'all that the calendar has of them' };
  }
  return undefined;
}
