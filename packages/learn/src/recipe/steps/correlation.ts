import { inUnits, leastSquares } from './in-units.ts';

/** Pearson's correlation over the rows in which both are present; 0 where one does not differ. Two passes, in order. */
export function correlation(a: Float64Array, b: Float64Array): number {
  return finiteCorrelation(a, b) ?? finiteCorrelation(inUnits(a), inUnits(b)) ?? 0;
}

/** Undefined where squares overflow, or vanish. */
function finiteCorrelation(a: Float64Array, b: Float64Array): number | undefined {
  let count = 0;
  let meanA = 0;
  let meanB = 0;
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row] as number, b[row] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count++;
    meanA += (x - meanA) / count;
    meanB += (y - meanB) / count;
  }
  let spreadA = 0;
  let spreadB = 0;
  let common = 0;
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [(a[row] as number) - meanA, (b[row] as number) - meanB];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    spreadA += x * x;
    spreadB += y * y;
    common += x * y;
  }
  const size = Math.sqrt(spreadA) * Math.sqrt(spreadB);
  return size > leastSquares && Number.isFinite(size) && Number.isFinite(common) ? common / size : undefined;
}
