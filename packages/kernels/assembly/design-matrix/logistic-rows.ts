// The twin of src/design-matrix/logistic-rows.ts, twice two rows at a time: the pairs share the constants of the exponential,
// which the engine would else load anew for each.
import { exp2, log1p2 } from '../math/exponential';

export function logisticRows(margins: usize, labels: usize, weights: usize, curvature: usize, rowCount: u32): f64 {
  let loss = f64x2.splat(0);
  const end = margins + (<usize>rowCount << 3);
  for (; margins < end; margins += 32, labels += 32, weights += 32, curvature += 32) {
    loss = f64x2.add(loss, twoRows(margins, labels, weights, curvature));
    loss = f64x2.add(loss, twoRows(margins + 16, labels + 16, weights + 16, curvature + 16));
  }
  return f64x2.extract_lane(loss, 0) + f64x2.extract_lane(loss, 1);
}

// @ts-ignore: decorator
@inline
function twoRows(margins: usize, labels: usize, weights: usize, curvature: usize): v128 {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const z = v128.load(margins);
  const y = v128.load(labels);
  const w = v128.load(weights);
  const odds = exp2(f64x2.neg(f64x2.abs(z)));
  const share = f64x2.div(v128.bitselect(one, odds, f64x2.ge(z, zero)), f64x2.add(one, odds));
  v128.store(curvature, f64x2.mul(f64x2.mul(w, share), f64x2.sub(one, share)));
  v128.store(margins, f64x2.mul(w, f64x2.sub(share, y)));
  return f64x2.mul(w, f64x2.add(f64x2.sub(f64x2.pmax(zero, z), f64x2.mul(y, z)), log1p2(odds)));
}
