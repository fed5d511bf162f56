const golden = 0.3819660112501051;
const tolerance = 1.48e-8;
const rounds = 500;

/**
 * Where a function of one number is least within [-20, 20], if it falls to one place: golden sections and parabolas without
 * derivatives (Brent 1973, chapter 5).
 */
export function minimise(of: (x: number) => number): number {
  let low = -20;
  let high = 20;
  let best = 1;
  let second = best;
  let third = best;
  let [atBest, atSecond, atThird] = [of(best), Number.NaN, Number.NaN];
  [atSecond, atThird] = [atBest, atBest];
  let step = 0;
  let before = 0;
  for (let round = 0; round < rounds; round++) {
    const middle = (low + high) / 2;
    const reach = tolerance * Math.abs(best) + 1e-11;
    if (Math.abs(best - middle) <= 2 * reach - (high - low) / 2) break;
    let isParabolic = false;
    if (Math.abs(before) > reach) {
      const r = (best - second) * (atBest - atThird);
      let q = (best - third) * (atBest - atSecond);
      let p = (best - third) * q - (best - second) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (low - best) && p < q * (high - best)) {
        isParabolic = true;
        before = step;
        step = p / q;
        const next = best + step;
        if (next - low < 2 * reach || high - next < 2 * reach) step = best < middle ? reach : -reach;
      }
    }
    if (!isParabolic) {
      before = best < middle ? high - best : low - best;
      step = golden * before;
    }
    const next = best + (Math.abs(step) >= reach ? step : step > 0 ? reach : -reach);
    const atNext = of(next);
    if (atNext <= atBest) {
      if (next >= best) low = best;
      else high = best;
      [third, atThird, second, atSecond, best, atBest] = [second, atSecond, best, atBest, next, atNext];
    } else {
      if (next < best) low = next;
      else high = next;
      if (atNext <= atSecond || second === best) [third, atThird, second, atSecond] = [second, atSecond, next, atNext];
      else if (atNext <= atThird || third === best || third === second) [third, atThird] = [next, atNext];
    }
  }
  return best;
}
