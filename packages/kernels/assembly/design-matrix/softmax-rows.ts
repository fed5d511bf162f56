// The twin of src/design-matrix/softmax-rows.ts, two rows at a time.
import { exp2, log2 } from '../math/exponential';

export function softmaxRows(
  margins: usize, stride: usize, outputs: u32, labels: usize, weights: usize, shares: usize, rowCount: u32,
): f64 {
  const one = f64x2.splat(1);
  let loss = f64x2.splat(0);
  const size = <usize>outputs * stride;
  const end = margins + (<usize>rowCount << 3);
  for (; margins < end; margins += 16, shares += 16, labels += 16, weights += 16) {
    const y = v128.load(labels);
    const w = v128.load(weights);
    let most = v128.load(margins);
    for (let at = stride; at < size; at += stride) most = f64x2.pmax(most, v128.load(margins + at));
    let sum = f64x2.splat(0);
    let label = f64x2.splat(0);
    let hit = f64x2.splat(0);
    for (let at: usize = 0; at < size; at += stride) {
      const z = v128.load(margins + at);
      const share = exp2(f64x2.sub(z, most));
      v128.store(shares + at, share);
      sum = f64x2.add(sum, share);
      hit = v128.bitselect(z, hit, f64x2.eq(y, label));
      label = f64x2.add(label, one);
    }
    const own = f64x2.add(f64x2.sub(most, hit), log2(sum));
    loss = f64x2.add(loss, f64x2.mul(w, own));
    label = f64x2.splat(0);
    for (let at: usize = 0; at < size; at += stride) {
      const share = f64x2.div(v128.load(shares + at), sum);
      v128.store(shares + at, share);
      v128.store(margins + at, f64x2.mul(w, f64x2.sub(share, v128.and(one, f64x2.eq(y, label)))));
      label = f64x2.add(label, one);
    }
  }
  return f64x2.extract_lane(loss, 0) + f64x2.extract_lane(loss, 1);
}
