import type { WholeRange } from './whole-range.ts';

/** The row numbers in ascending order of whole numbers in this range, equal ones in row order, by counting; no NaN. */
export function countOrder(values: Float64Array, { low, span }: WholeRange): Int32Array {
  const starts = new Int32Array(span + 1);
  for (let i = 0; i < values.length; i++) {
    const next = (values[i] as number) - low + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let place = 1; place <= span; place++) starts[place] = (starts[place] as number) + (starts[place - 1] as number);
  const order = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const place = (values[i] as number) - low;
    const at = starts[place] as number;
    starts[place] = at + 1;
    order[at] = i;
  }
  return order;
}
