// The twin of src/association/products.ts: four vectors hold the sums over every eighth row.
export function addProducts(columns: usize, rowCount: u32, pairs: usize, pairCount: u32, sums: usize): void {
  const stride = <usize>rowCount << 3;
  for (const end = pairs + (<usize>pairCount << 3); pairs < end; pairs += 8, sums += 64) {
    let x = columns + <usize>load<u32>(pairs) * stride;
    let y = columns + <usize>load<u32>(pairs, 4) * stride;
    let a = v128.load(sums);
    let b = v128.load(sums, 16);
    let c = v128.load(sums, 32);
    let d = v128.load(sums, 48);
    for (const last = x + stride; x < last; x += 64, y += 64) {
      a = f64x2.add(a, f64x2.mul(v128.load(x), v128.load(y)));
      b = f64x2.add(b, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
      c = f64x2.add(c, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
      d = f64x2.add(d, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    }
    v128.store(sums, a);
    v128.store(sums, b, 16);
    v128.store(sums, c, 32);
    v128.store(sums, d, 48);
  }
}
