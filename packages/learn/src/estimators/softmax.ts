import { exp } from '@tend/kernels';

/** Probabilities of each row (values[row * outputs + output]) from its margins, one array an output. */
export function softmax(margins: readonly Float64Array[]): Float64Array {
  const outputs = margins.length;
  const rowCount = margins[0]?.length ?? 0;
  const shares = new Float64Array(rowCount * outputs);
  for (let row = 0; row < rowCount; row++) {
    let most = Number.NEGATIVE_INFINITY;
    for (const margin of margins) most = Math.max(most, margin[row] as number);
    let total = 0;
    for (let output = 0; output < outputs; output++) {
      const share = exp((margins[output]?.[row] as number) - most);
      shares[row * outputs + output] = share;
      total += share;
    }
    for (let i = row * outputs; i < (row + 1) * outputs; i++) (shares[i] as number) /= total;
  }
  return shares;
}
