// The twin of src/association/level-sums.ts.
export function addLevelSums(levels: usize, rowCount: u32, values: usize, ranks: usize, sums: usize): void {
  for (const end = levels + rowCount; levels < end; levels++, values += 8, ranks += 8) {
    const at = sums + (<usize>load<u8>(levels) << 6);
    const x = load<f64>(values);
    const rank = load<f64>(ranks);
    const square = x * x;
    const first = f64x2.replace_lane(f64x2.splat(1), 1, x);
    v128.store(at, f64x2.add(v128.load(at), first));
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(first, f64x2.splat(square))), 16);
    v128.store(at, f64x2.add(v128.load(at, 32), f64x2.replace_lane(f64x2.splat(square * square), 1, rank)), 32);
    store<f64>(at, load<f64>(at, 48) + rank * rank, 48);
  }
}
