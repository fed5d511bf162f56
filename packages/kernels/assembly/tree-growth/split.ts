// The twin of src/tree-growth/split-kernel.ts, with both sums of a prefix in one i64.
// A candidate that is this much below the best cannot become it by rounding: most are, and save their division.
const nearly: f64 = 1 - 1e-9;

// The gain of a split, or -Infinity where it is surely not above `best`.
// @ts-ignore: decorator
@inline
function gainAbove(best: f64, leftG: f64, leftH: f64, rightG: f64, rightH: f64, l2: f64, parent: f64): f64 {
  const left = leftH + l2;
  const right = rightH + l2;
  const over = leftG * leftG * right + rightG * rightG * left;
  const under = left * right;
  if (over < (best + parent) * nearly * under) return -Infinity;
  return over / under - parent;
}

// @ts-ignore: decorator
@inline
function gradientOf(packed: i64): f64 {
  return <f64><i32>(packed >> 32);
}

// @ts-ignore: decorator
@inline
function hessianOf(packed: i64): f64 {
  return <f64><i32>packed;
}

export function findSplit(
  histogram: usize, features: usize, active: usize, activeCount: u32, split: usize, from: u32, to: u32,
  sumG: f64, sumH: f64, minH: f64, l2: f64, minGain: f64,
): void {
  const parent = (sumG * sumG) / (sumH + l2);
  const whole = (<i64>sumG << 32) + <i64>sumH;
  let bestGain = minGain;
  let bestFeature: i32 = -1;
  let bestBin: u32 = 0;
  let bestMissingLeft: u32 = 0;
  let bestG: f64 = 0;
  let bestH: f64 = 0;
  for (let a: u32 = 0; a < activeCount; a++) {
    const feature = load<i32>(active + (<usize>a << 2));
    const entry = features + (<usize>feature << 4);
    const binZero = load<u32>(entry);
    if (binZero < from || binZero >= to) continue;
    const bins = load<u32>(entry, 4);
    const defaultBin = load<u32>(entry, 8);
    const start = histogram + (<usize>binZero << 3);
    const missing = load<u32>(entry, 12) ? load<i64>(start) : 0;
    const missingH = hessianOf(missing);
    const missingG = gradientOf(missing);
    if (defaultBin == 0 && missing == 0) {
      // Without missing values one candidate a bin, and two bins at a time: only those that may be the best are looked at.
      let before = i64x2.splat(0);
      let bin: u32 = 1;
      let at = start + 8;
      for (; bin < bins; bin += 2, at += 16) {
        const own = v128.load(at);
        const shifted = i8x16.shuffle(i64x2.splat(0), own, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
        const prefix = i64x2.add(before, i64x2.add(own, shifted));
        before = i8x16.shuffle(prefix, prefix, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
        const words = i8x16.shuffle(prefix, prefix, 0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15);
        const h2 = f64x2.convert_low_i32x4_s(words);
        const g2 = f64x2.convert_low_i32x4_s(
          i8x16.shuffle(words, words, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
        );
        const left = f64x2.add(h2, f64x2.splat(l2));
        const right = f64x2.add(f64x2.sub(f64x2.splat(sumH), h2), f64x2.splat(l2));
        const rest = f64x2.sub(f64x2.splat(sumG), g2);
        const over = f64x2.add(f64x2.mul(f64x2.mul(g2, g2), right), f64x2.mul(f64x2.mul(rest, rest), left));
        const bar = f64x2.mul(f64x2.splat((bestGain + parent) * nearly), f64x2.mul(left, right));
        if (!v128.any_true(f64x2.ge(over, bar))) continue;
        for (let lane: u32 = 0; lane < 2; lane++) {
          const h = lane == 0 ? f64x2.extract_lane(h2, 0) : f64x2.extract_lane(h2, 1);
          const g = lane == 0 ? f64x2.extract_lane(g2, 0) : f64x2.extract_lane(g2, 1);
          if (h < minH || sumH - h < minH) continue;
          const gain = gainAbove(bestGain, g, h, sumG - g, sumH - h, l2, parent);
          if (gain > bestGain) {
            bestGain = gain;
            bestFeature = feature;
            bestBin = bin + lane;
            bestMissingLeft = 2 * h >= sumH ? 1 : 0;
            bestG = g;
            bestH = h;
          }
        }
      }
      if (bin == bins) {
        const prefix = i64x2.extract_lane(before, 0) + load<i64>(at);
        const h = hessianOf(prefix);
        const g = gradientOf(prefix);
        if (h < minH || sumH - h < minH) continue;
        const gain = gainAbove(bestGain, g, h, sumG - g, sumH - h, l2, parent);
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = 2 * h >= sumH ? 1 : 0;
          bestG = g;
          bestH = h;
        }
      }
      continue;
    }
    let common: i64 = 0;
    if (defaultBin > 0) {
      common = whole - missing;
      for (let bin: u32 = 1; bin < bins; bin++) common -= load<i64>(start + (<usize>bin << 3));
    }
    let prefix: i64 = 0;
    let at = start;
    for (let bin: u32 = 1; bin <= bins; bin++) {
      let own = common;
      if (bin != defaultBin) {
        at += 8;
        own = load<i64>(at);
      }
      if (own == 0 && bin > 1) continue;
      prefix += own;
      const h = hessianOf(prefix);
      if (h + missingH < minH) continue;
      if (sumH - h < minH) break;
      const g = gradientOf(prefix);
      if (h >= minH) {
        const gain = gainAbove(bestGain, g, h, sumG - g, sumH - h, l2, parent);
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = missing == 0 && 2 * h >= sumH ? 1 : 0;
          bestG = g;
          bestH = h;
        }
      }
      if (missing != 0 && sumH - h - missingH >= minH) {
        const gain = gainAbove(bestGain, g + missingG, h + missingH, sumG - g - missingG, sumH - h - missingH, l2, parent);
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = 1;
          bestG = g + missingG;
          bestH = h + missingH;
        }
      }
    }
  }
  store<f64>(split, bestFeature < 0 ? -Infinity : bestGain);
  store<f64>(split, <f64>bestFeature, 8);
  store<f64>(split, <f64>bestBin, 16);
  store<f64>(split, <f64>bestMissingLeft, 24);
  store<f64>(split, bestG, 32);
  store<f64>(split, bestH, 40);
}
