// Rules of a split as packages/kernels/src/decision-forest/decision-forest.ts names them.
const missingGoesLeft: u32 = 1;
const zeroIsMissing: u32 = 2;
const categorical: u32 = 4;
const truncatesNegative: u32 = 8;
// LightGBM's kZeroThreshold.
const zeroThreshold: f64 = <f64>(<f32>1e-35);

// All bits of a lane where the value of its row goes to the left child of the split at `split`.
// @ts-ignore: decorator
@inline
export function goesLeft(split: usize, values: v128): v128 {
  const rule = load<u32>(split, 28);
  if ((rule & (zeroIsMissing | categorical)) != 0) {
    const lane0 = oneGoesLeft(split, rule, f64x2.extract_lane(values, 0));
    const lane1 = oneGoesLeft(split, rule, f64x2.extract_lane(values, 1));
    return i64x2(lane0, lane1);
  }
  const isLeft = f64x2.le(values, v128.load64_splat(split));
  return (rule & missingGoesLeft) != 0 ? v128.or(isLeft, f64x2.ne(values, values)) : isLeft;
}

function oneGoesLeft(split: usize, rule: u32, value: f64): i64 {
  if ((rule & categorical) != 0) return categoryGoesLeft(split, rule, value);
  if (value != value || abs(value) <= zeroThreshold) return -<i64>(rule & missingGoesLeft);
  return -<i64>(value <= load<f64>(split));
}

// A categorical split has the address and the number of its words of bits where others have their threshold.
function categoryGoesLeft(split: usize, rule: u32, value: f64): i64 {
  if (value != value) return -<i64>(rule & missingGoesLeft);
  if (value < 0 && !(value > -1 && (rule & truncatesNegative) != 0)) return 0;
  const category = trunc(value);
  const word = floor(category / 32);
  if (!(word < <f64>load<u32>(split, 4))) return 0;
  const bits = load<u32>(<usize>load<u32>(split) + (<usize>word << 2));
  return -<i64>((bits >> <u32>(category - word * 32)) & 1);
}
