/** Autocorrelations of a series at lags 0 to n - 1, about its mean and over n, as pymannkendall has them; 0 for a constant. */
export function rankAutocorrelations(series: Float64Array): Float64Array {
  const n = series.length;
  let mean = 0;
  for (const value of series) mean += value / n;
  const correlations = new Float64Array(n);
  let square = 0;
  for (const value of series) square += (value - mean) * (value - mean);
  if (square === 0) return correlations;
  for (let lag = 0; lag < n; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += ((series[i] as number) - mean) * ((series[i - lag] as number) - mean);
    correlations[lag] = sum / square;
  }
  return correlations;
}
