/**
 * Pearson's correlation of two variables over the cases where neither is NaN, and their number; NaN where one of them does
 * not vary. Both should be near standardised (`standardised`): the sums are made in one pass, and in a second one about
 * the means of these cases where the first would lose digits.
 */
export function productMoment(a: Float64Array, b: Float64Array): { readonly r: number; readonly n: number } {
  const first = sumsAbout(a, b, 0, 0);
  const { n } = first;
  if (isSound(first)) return { r: correlation(first), n };
  if (!varies(a, b) || !varies(b, a)) return { r: Number.NaN, n };
  return { r: correlation(sumsAbout(a, b, first.a / n, first.b / n)), n };
}

interface Sums {
  readonly n: number;
  readonly a: number;
  readonly b: number;
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

function sumsAbout(a: Float64Array, b: Float64Array, originA: number, originB: number): Sums {
  // Taken from an array (`let [n, ...] = [0, ...]`), they would stay objects in the loop, at ten times its cost.
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  const length = a.length;
  for (let i = 0; i < length; i++) {
    const x = (a[i] as number) - originA;
    const y = (b[i] as number) - originB;
    const xy = x * y;
    // NaN where one is missing. A comparison with 0 would be guessed wrong at every other sign.
    if (Number.isNaN(xy)) continue;
    n++;
    sumA += x;
    sumB += y;
    aa += x * x;
    bb += y * y;
    ab += xy;
  }
  return { n, a: sumA, b: sumB, aa, ab, bb };
}

function correlation({ n, a, b, aa, ab, bb }: Sums): number {
  const r = (ab - (a * b) / n) / Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return Math.max(-1, Math.min(1, r));
}

/** Whether enough of the squares is spread and not distance from the origin. */
function isSound({ n, a, b, aa, bb }: Sums): boolean {
  return aa - (a * a) / n > 1e-4 * aa && bb - (b * b) / n > 1e-4 * bb;
}

function varies(a: Float64Array, b: Float64Array): boolean {
  let first = Number.NaN;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    if (Number.isNaN(x) || Number.isNaN(b[i])) continue;
    if (Number.isNaN(first)) first = x;
    else if (x !== first) return true;
  }
  return false;
}
