import { argsort } from './argsort.ts';

/** Ranks from 1, equal values sharing the mean of theirs (mid-ranks); NaN is not allowed. */
export function ranks(values: Float64Array): Float64Array {
  const order = argsort(values);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] as number];
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end++;
    const shared = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) result[order[i] as number] = shared;
    start = end;
  }
  return result;
}
