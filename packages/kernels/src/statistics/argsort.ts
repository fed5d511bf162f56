import { countOrder } from './count-order.ts';
import { radixOrder } from './radix-order.ts';
import { wholeRange } from './whole-range.ts';

/** Of fewer values, tables of counts cost more than comparing. */
const leastCounted = 1500;

/** The row numbers in ascending order of their values, equal values in row order; NaN is not allowed. */
export function argsort(values: Float64Array): Int32Array {
  if (values.length < leastCounted) return compareOrder(values);
  const range = wholeRange(values);
  return range === undefined ? radixOrder(values) : countOrder(values, range);
}

function compareOrder(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}
