/** The value at a share in [0, 1] of the way between two numbers; finite for any two finite ones. */
export function interpolate(low: number, high: number, share: number): number {
  // Equal neighbours give themselves exactly, so that ties stay ties (and infinities do not become NaN).
  if (low === high) return low;
  const distance = high - low;
  // The largest numbers of both signs lie further apart than float64 holds.
  const isTooFar = !Number.isFinite(distance) && Number.isFinite(low) && Number.isFinite(high);
  return isTooFar ? low * (1 - share) + high * share : low + share * distance;
}
