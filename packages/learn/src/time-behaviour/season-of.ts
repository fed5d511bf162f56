import { betaCdf, ranks, tieTerm } from '@tend/kernels';
import { type Cycle, type CycleCells, placeName } from './calendar-cycle-cells.ts';

/** How values go with the place in a cycle of the calendar. */
export interface Season {
  readonly cycle: Cycle;
  /** Rows with a value and a time. */
  readonly n: number;
  /** The share of the variance of single values that the place in the cycle accounts for (eta squared). */
  readonly share: number;
  /** Friedman's statistic over the rounds that have all compared places, and the p-value of its F form (Iman and Davenport 1980). */
  readonly statistic: number;
  readonly rounds: number;
  readonly pValue: number;
  /** Places with at least 5 rows, in their order. */
  readonly places: readonly { readonly place: string; readonly n: number; readonly mean: number }[];
}

const leastShown = 5;
const leastPlaces = 3;
/** A place that fewer of the rounds have is not compared: no flight leaves at three in the morning. */
const leastPresence = 0.9;
const leastRounds = { hour: 4, weekday: 4, month: 2 } as const;

/**
 * Whether values differ between the places of a cycle: means by round and place, less their straight trend, are ranked within
 * each round (Friedman 1937), so that slow changes between rounds do not count. Undefined where too few rounds are whole.
 */
export function seasonOf(values: Float64Array, { cycle, length, rounds, cellOf }: CycleCells): Season | undefined {
  const [sums, counts] = [new Float64Array(rounds * length), new Float64Array(rounds * length)];
  const [placeSums, placeCounts] = [new Float64Array(length), new Float64Array(length)];
  let n = 0;
  let sum = 0;
  let squares = 0;
  // About the first value, so that a large level costs no digits.
  const base = values.find((value) => !Number.isNaN(value)) ?? 0;
  for (let i = 0; i < values.length; i++) {
    const cell = cellOf[i] as number;
    const value = (values[i] as number) - base;
    if (cell < 0 || Number.isNaN(value)) continue;
    sums[cell] = (sums[cell] as number) + value;
    counts[cell] = (counts[cell] as number) + 1;
    n++;
    sum += value;
    squares += value * value;
  }
  let between = 0;
  for (let cell = 0; cell < sums.length; cell++) {
    const place = cell % length;
    placeSums[place] = (placeSums[place] as number) + (sums[cell] as number);
    placeCounts[place] = (placeCounts[place] as number) + (counts[cell] as number);
  }
  for (let place = 0; place < length; place++)
    if ((placeCounts[place] as number) > 0)
      between += (placeSums[place] as number) ** 2 / (placeCounts[place] as number);
  const variance = squares - (sum * sum) / n;
  if (!(variance > 0)) return undefined;
  const compared = comparedPlaces(counts, length, rounds);
  const whole = wholeRounds(counts, length, rounds, compared);
  if (compared.length < leastPlaces || whole.length < leastRounds[cycle]) return undefined;
  const means = sums.map((total, cell) => total / (counts[cell] as number));
  const slope = slopeOf(means);
  const rankSums = new Float64Array(compared.length);
  let tied = 0;
  for (const round of whole) {
    const ranked = ranks(
      Float64Array.from(compared, (place) => (means[round * length + place] as number) - slope * place),
    );
    for (let k = 0; k < ranked.length; k++) rankSums[k] = (rankSums[k] as number) + (ranked[k] as number);
    tied += tieTerm(ranked);
  }
  const statistic = friedman(rankSums, whole.length, tied);
  return {
    cycle,
    n,
    share: Math.min(1, Math.max(0, (between - (sum * sum) / n) / variance)),
    statistic,
    rounds: whole.length,
    pValue: imanDavenport(statistic, compared.length, whole.length),
    places: Array.from({ length }, (_, place) => ({
      place: placeName(cycle, place),
      n: placeCounts[place] as number,
      mean: base + (placeSums[place] as number) / (placeCounts[place] as number),
    })).filter((place) => place.n >= leastShown),
  };
}

function comparedPlaces(counts: Float64Array, length: number, rounds: number): readonly number[] {
  const present = new Int32Array(length);
  for (let cell = 0; cell < counts.length; cell++)
    if ((counts[cell] as number) > 0) present[cell % length] = (present[cell % length] as number) + 1;
  // The first and the last round are rarely whole.
  const most = Math.max(1, rounds - 2);
  return Array.from({ length }, (_, place) => place).filter(
    (place) => (present[place] as number) >= leastPresence * most,
  );
}

function wholeRounds(
  counts: Float64Array,
  length: number,
  rounds: number,
  places: readonly number[],
): readonly number[] {
  return Array.from({ length: rounds }, (_, round) => round).filter((round) =>
    places.every((place) => (counts[round * length + place] as number) > 0),
  );
}

/** Least squares over the cells that have a mean. */
function slopeOf(means: Float64Array): number {
  let n = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < means.length; i++) {
    if (Number.isNaN(means[i])) continue;
    n++;
    x += i;
    y += means[i] as number;
  }
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < means.length; i++) {
    if (Number.isNaN(means[i])) continue;
    xy += (i - x / n) * ((means[i] as number) - y / n);
    xx += (i - x / n) * (i - x / n);
  }
  return xx > 0 ? xy / xx : 0;
}

function friedman(rankSums: Float64Array, rounds: number, tied: number): number {
  const places = rankSums.length;
  let squares = 0;
  for (const total of rankSums) squares += total * total;
  const correction = 1 - tied / (rounds * places * (places * places - 1));
  if (!(correction > 0)) return 0;
  return ((12 / (rounds * places * (places + 1))) * squares - 3 * rounds * (places + 1)) / correction;
}

function imanDavenport(statistic: number, places: number, rounds: number): number {
  const most = rounds * (places - 1);
  if (statistic >= most * (1 - 1e-12)) return 0;
  const f = ((rounds - 1) * statistic) / (most - statistic);
  const [a, b] = [places - 1, (places - 1) * (rounds - 1)];
  return betaCdf(b / (b + a * f), b / 2, a / 2);
}
