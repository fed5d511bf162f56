import { binBounds, type DistinctCounter, distinctCounter, type FeatureBins, hash32 } from '@tend/kernels';

/** Bounds are found on about this many rows. */
const sampleRows = 200_000;

/** The columns whose bins are sought, and how: plain data, so that it reaches every thread. */
export interface BinSearch {
  readonly rowCount: number;
  /** Column-major. */
  readonly values: Float32Array;
  /** Most bins of a feature. */
  readonly bins: number;
  /** Of the sample. */
  readonly seed: number;
}

/** Finds the bins of one feature after the other: weights do not move the bounds, and above 200,000 rows a sample speaks for all. */
export function binFinder({ rowCount, values, bins, seed }: BinSearch): (feature: number) => FeatureBins {
  const sampled = sampleOf(rowCount, seed);
  const count: DistinctCounter = distinctCounter(sampled?.length ?? rowCount);
  const taken = new Float32Array(sampled?.length ?? 0);
  return (feature) => {
    const column = values.subarray(feature * rowCount, (feature + 1) * rowCount);
    if (sampled !== undefined) for (let i = 0; i < taken.length; i++) taken[i] = column[sampled[i] as number] as number;
    const seen = sampled === undefined ? column : taken;
    const distinct = count(seen);
    const zero = distinct.values.indexOf(0);
    const zeros = zero < 0 ? 0 : (distinct.counts[zero] as number);
    return { bounds: binBounds(distinct, bins), nonzeroShare: 1 - zeros / seen.length };
  };
}

function sampleOf(rowCount: number, seed: number): Int32Array | undefined {
  if (rowCount <= sampleRows) return undefined;
  const limit = (sampleRows / rowCount) * 2 ** 32;
  const rows = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (hash32(row, seed) < limit) rows[count++] = row;
  return rows.slice(0, count);
}
