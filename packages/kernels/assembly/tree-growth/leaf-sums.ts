// The twin of src/tree-growth/leaf-sum-kernel.ts: both sums of a leaf stand in one vector.
export function sumLeaves(
  begin: u32, end: u32, gradients: usize, hessians: usize, leafOf: usize, sums: usize,
  gridGradient: f64, gridHessian: f64,
): void {
  memory.fill(sums, 0, 4096);
  const grid = f64x2.replace_lane(f64x2.splat(gridGradient), 1, gridHessian);
  for (let row = begin; row < end; row++) {
    const at = <usize>row << 2;
    const g = v128.load32_zero(gradients + at);
    const h = v128.load32_zero(hessians + at);
    const pair = f64x2.promote_low_f32x4(i8x16.shuffle(g, h, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23));
    const target = sums + (<usize>load<u8>(leafOf + row) << 4);
    v128.store(target, f64x2.add(v128.load(target), f64x2.sub(f64x2.add(pair, grid), grid)));
  }
}
