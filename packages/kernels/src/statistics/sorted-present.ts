import { type WholeRange, wholeRange } from './whole-range.ts';

/** Of fewer values, a table of counts costs more than comparing. */
const leastCounted = 1500;

/** The values that are not missing (NaN), ascending, as a new array. */
export function sortedPresent(values: Float64Array): Float64Array {
  const range = values.length < leastCounted ? undefined : wholeRange(values);
  if (range !== undefined) return byCounts(values, range);
  // `filter` would make an object of every number on its way.
  const present = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return (count === values.length ? present : present.slice(0, count)).sort();
}

function byCounts(values: Float64Array, { low, span }: WholeRange): Float64Array {
  const counts = new Int32Array(span);
  let present = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    present++;
    counts[value - low] = (counts[value - low] as number) + 1;
  }
  const sorted = new Float64Array(present);
  let at = 0;
  for (let place = 0; place < span; place++) {
    const end = at + (counts[place] as number);
    sorted.fill(low + place, at, end);
    at = end;
  }
  return sorted;
}
