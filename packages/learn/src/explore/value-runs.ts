import { argsort } from '@tend/kernels';

/** The different values of a number, ascending, with the rows of each and the positives among them. */
export interface ValueRuns {
  readonly values: Float64Array;
  readonly counts: Int32Array;
  readonly positives: Int32Array;
  /** All values that are present, ascending. */
  readonly sorted: Float64Array;
}

/** Counts equal values; `target[i]` is 0 or 1 for `values[i]`, NaN is left out. */
export function valueRuns(values: Float64Array, target: Uint8Array): ValueRuns {
  const present = new Float64Array(values.length);
  const outcomes = new Uint8Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    present[n] = value;
    outcomes[n++] = target[i] as number;
  }
  const order = argsort(present.subarray(0, n));
  const sorted = new Float64Array(n);
  for (let k = 0; k < n; k++) sorted[k] = present[order[k] as number] as number;
  let size = 0;
  for (let k = 0; k < n; k++) if (k === 0 || sorted[k] !== sorted[k - 1]) size++;
  const [distinct, counts, positives] = [new Float64Array(size), new Int32Array(size), new Int32Array(size)];
  let run = -1;
  for (let k = 0; k < n; k++) {
    if (k === 0 || sorted[k] !== sorted[k - 1]) distinct[++run] = sorted[k] as number;
    counts[run] = (counts[run] as number) + 1;
    positives[run] = (positives[run] as number) + (outcomes[order[k] as number] as number);
  }
  return { values: distinct, counts, positives, sorted };
}
