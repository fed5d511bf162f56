// The twins of src/tree-growth/gradient-sizes.ts and scale-sample-kernel.ts, for float32 gradients.
import { hash4, mixed } from '../random/hash';

// The sum of |g h| over the outputs, of which each has a plane of `plane` bytes, as float32.
export function sizeGradients(
  begin: u32, end: u32, gradients: usize, hessians: usize, plane: usize, outputs: u32, sizes: usize,
): void {
  for (let row = begin; row < end; row++, sizes += 4) {
    let at = <usize>row << 2;
    let size: f64 = 0;
    for (let output: u32 = 0; output < outputs; output++, at += plane)
      size += abs<f64>(<f64>load<f32>(gradients + at) * <f64>load<f32>(hessians + at));
    store<f32>(sizes, <f32>size);
  }
}

export function countSizes(sizes: usize, count: u32, counts: usize, above: u32, found: u32, shift: u32, buckets: u32): void {
  memory.fill(counts, 0, <usize>buckets << 2);
  for (const end = sizes + (<usize>count << 2); sizes < end; sizes += 4) {
    const size = load<u32>(sizes);
    if (size >> above != found) continue;
    const at = counts + (<usize>((size >> shift) & (buckets - 1)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

// Four float32 numbers times four float64 ones; of them the first `count` are stored.
// @ts-ignore: decorator
@inline
function scale(at: usize, low: v128, high: v128, count: u32): void {
  const all = v128.load(at);
  const first = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.promote_low_f32x4(all), low));
  const upper = i64x2.shuffle(all, all, 1, 1);
  const second = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.promote_low_f32x4(upper), high));
  if (count >= 4) {
    v128.store(at, i64x2.shuffle(first, second, 0, 2));
    return;
  }
  // Another thread's rows begin behind these.
  store<f32>(at, f32x4.extract_lane(first, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(first, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(second, 0), 8);
}

// `sizes` is 0 where no row is kept for its size.
export function scaleSample(
  begin: u32, end: u32, gradients: usize, hessians: usize, plane: usize, outputs: u32,
  sizes: usize, threshold: i32, salt: u32, limit: f64, factor: f64,
): u32 {
  const saltMixed = i32x4.splat(mixed(salt));
  const none = i32x4.splat(0);
  // hash < limit for a whole hash is hash <= ceil(limit) - 1.
  const highest = i32x4.splat(limit >= 4294967296 ? 0xffffffff : <u32>(<u64>ceil(limit) - 1));
  const isEmpty = limit <= 0;
  let sampled: u32 = 0;
  for (let row = begin; row < end; row += 4) {
    const rows = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
    const drawn = isEmpty ? none : i32x4.le_u(hash4(rows, saltMixed), highest);
    const kept = sizes == 0 ? none : i32x4.ge_s(v128.load(sizes + (<usize>(row - begin) << 2)), i32x4.splat(threshold));
    const count = end - row;
    let chosen = v128.or(drawn, kept);
    if (count < 4) chosen = v128.and(chosen, i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(count)));
    sampled += popcnt<u32>(i32x4.bitmask(chosen));
    const one = f64x2.splat(1);
    const more = f64x2.splat(factor);
    const low = v128.bitselect(one, v128.and(more, i64x2.extend_low_i32x4_s(drawn)), i64x2.extend_low_i32x4_s(kept));
    const high = v128.bitselect(one, v128.and(more, i64x2.extend_high_i32x4_s(drawn)), i64x2.extend_high_i32x4_s(kept));
    let at = <usize>row << 2;
    for (let output: u32 = 0; output < outputs; output++, at += plane) {
      scale(gradients + at, low, high, count);
      scale(hessians + at, low, high, count);
    }
  }
  return sampled;
}
