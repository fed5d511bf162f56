/** P-values in the given order, adjusted so that the expected share of false rejections stays bounded. Benjamini and Hochberg 1995. */
export function adjustFalseDiscovery(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[b] as number) - (pValues[a] as number) || b - a);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (const [rank, i] of order.entries()) {
    least = Math.min(least, ((pValues[i] as number) * pValues.length) / (pValues.length - rank));
    adjusted[i] = least;
  }
  return adjusted;
}
