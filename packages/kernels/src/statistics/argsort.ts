import { countOrder } from './count-order.ts';
import { radixOrder } from './radix-order.ts';
import { wholeRange } from './whole-range.ts';

/** Of fewer values, tables of counts cost more than comparing. */
const leastCounted = 1500;

/** The row numbers in ascending order of their values, equal values in row order; NaN is not allowed. */
export function argsort(values: Float64Array): Int32Array {
  if (values.length < leastCounted) return compareOrder(values);
  if (isAscending(values)) return rowNumbers(values.length);
  const range = wholeRange(values);
  return range === undefined ? radixOrder(values) : countOrder(values, range);
}

function compareOrder(values: Float64Array): Int32Array {
  return rowNumbers(values.length).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

function rowNumbers(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let i = 0; i < count; i++) rows[i] = i;
  return rows;
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if ((values[i] as number) < (values[i - 1] as number)) return false;
  return true;
}
