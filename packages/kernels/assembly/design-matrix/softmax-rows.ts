// The twin of src/design-matrix/softmax-rows.ts, twice two rows at a time: the pairs share the constants of the exponential,
// which the engine would else load anew for each.
import { exp2, log2 } from '../math/exponential';

export function softmaxRows(
  margins: usize, stride: usize, outputs: u32, labels: usize, weights: usize, shares: usize, rowCount: u32,
): f64 {
  let loss = f64x2.splat(0);
  const size = <usize>outputs * stride;
  const end = margins + (<usize>rowCount << 3);
  const one = f64x2.splat(1);
  for (; margins < end; margins += 32, shares += 32, labels += 32, weights += 32) {
    const y = v128.load(labels);
    const y1 = v128.load(labels, 16);
    const w = v128.load(weights);
    const w1 = v128.load(weights, 16);
    let most = v128.load(margins);
    let most1 = v128.load(margins, 16);
    for (let at = stride; at < size; at += stride) {
      most = f64x2.pmax(most, v128.load(margins + at));
      most1 = f64x2.pmax(most1, v128.load(margins + at, 16));
    }
    let sum = f64x2.splat(0);
    let sum1 = sum;
    let label = sum;
    let hit = sum;
    let hit1 = sum;
    for (let at: usize = 0; at < size; at += stride) {
      const z = v128.load(margins + at);
      const z1 = v128.load(margins + at, 16);
      const share = exp2(f64x2.sub(z, most));
      const share1 = exp2(f64x2.sub(z1, most1));
      v128.store(shares + at, share);
      v128.store(shares + at, share1, 16);
      sum = f64x2.add(sum, share);
      sum1 = f64x2.add(sum1, share1);
      hit = v128.bitselect(z, hit, f64x2.eq(y, label));
      hit1 = v128.bitselect(z1, hit1, f64x2.eq(y1, label));
      label = f64x2.add(label, one);
    }
    loss = f64x2.add(loss, f64x2.mul(w, f64x2.add(f64x2.sub(most, hit), log2(sum))));
    loss = f64x2.add(loss, f64x2.mul(w1, f64x2.add(f64x2.sub(most1, hit1), log2(sum1))));
    label = f64x2.splat(0);
    const inverse = f64x2.div(one, sum);
    const inverse1 = f64x2.div(one, sum1);
    for (let at: usize = 0; at < size; at += stride) {
      const share = f64x2.mul(v128.load(shares + at), inverse);
      const share1 = f64x2.mul(v128.load(shares + at, 16), inverse1);
      v128.store(shares + at, share);
      v128.store(shares + at, share1, 16);
      v128.store(margins + at, f64x2.mul(w, f64x2.sub(share, v128.and(one, f64x2.eq(y, label)))));
      v128.store(margins + at, f64x2.mul(w1, f64x2.sub(share1, v128.and(one, f64x2.eq(y1, label)))), 16);
      label = f64x2.add(label, one);
    }
  }
  return f64x2.extract_lane(loss, 0) + f64x2.extract_lane(loss, 1);
}
