// The twin of src/design-matrix/add-columns.ts. A tile keeps eight vectors of margins in registers while it walks the columns:
// two outputs of eight rows, or one of sixteen.
export function addColumns(
  panels: usize, columnCount: u32, rowCount: u32,
  coefficients: usize, coefficientStride: usize, outputs: u32, margins: usize, marginStride: usize,
): void {
  const panelBytes = <usize>columnCount << 6;
  const size = <usize>rowCount << 3;
  let output: u32 = 0;
  for (; output + 2 <= outputs; output += 2) {
    const own = coefficients + <usize>output * coefficientStride;
    let panel = panels;
    let target = margins + <usize>output * marginStride;
    for (const end = target + size; target < end; target += 128, panel += panelBytes) {
      addToTwo(panel, panelBytes, own, coefficientStride, target, marginStride);
      addToTwo(panel + 32, panelBytes, own, coefficientStride, target + 64, marginStride);
    }
  }
  if (output == outputs) return;
  const own = coefficients + <usize>output * coefficientStride;
  let target = margins + <usize>output * marginStride;
  for (const end = target + size; target < end; target += 128, panels += panelBytes) addToOne(panels, panelBytes, own, target);
}

function addToOne(x: usize, panelBytes: usize, coefficients: usize, target: usize): void {
  let a = v128.load(target);
  let b = v128.load(target, 16);
  let c = v128.load(target, 32);
  let d = v128.load(target, 48);
  let e = v128.load(target, 64);
  let f = v128.load(target, 80);
  let g = v128.load(target, 96);
  let h = v128.load(target, 112);
  for (const end = x + panelBytes; x < end; coefficients += 8, x += 64) {
    const k = v128.load64_splat(coefficients);
    a = f64x2.add(a, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x))));
    b = f64x2.add(b, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 8))));
    c = f64x2.add(c, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 16))));
    d = f64x2.add(d, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 24))));
    e = f64x2.add(e, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 32))));
    f = f64x2.add(f, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 40))));
    g = f64x2.add(g, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 48))));
    h = f64x2.add(h, f64x2.mul(k, f64x2.promote_low_f32x4(v128.load64_zero(x, 56))));
  }
  v128.store(target, a);
  v128.store(target, b, 16);
  v128.store(target, c, 32);
  v128.store(target, d, 48);
  v128.store(target, e, 64);
  v128.store(target, f, 80);
  v128.store(target, g, 96);
  v128.store(target, h, 112);
}

function addToTwo(
  x: usize, panelBytes: usize, coefficients: usize, coefficientStride: usize, target: usize, targetStride: usize,
): void {
  const other = target + targetStride;
  let a = v128.load(target);
  let b = v128.load(target, 16);
  let c = v128.load(target, 32);
  let d = v128.load(target, 48);
  let e = v128.load(other);
  let f = v128.load(other, 16);
  let g = v128.load(other, 32);
  let h = v128.load(other, 48);
  for (const end = x + panelBytes; x < end; coefficients += 8, x += 64) {
    const k = v128.load64_splat(coefficients);
    const l = v128.load64_splat(coefficients + coefficientStride);
    const x0 = f64x2.promote_low_f32x4(v128.load64_zero(x));
    const x1 = f64x2.promote_low_f32x4(v128.load64_zero(x, 8));
    const x2 = f64x2.promote_low_f32x4(v128.load64_zero(x, 16));
    const x3 = f64x2.promote_low_f32x4(v128.load64_zero(x, 24));
    a = f64x2.add(a, f64x2.mul(k, x0));
    b = f64x2.add(b, f64x2.mul(k, x1));
    c = f64x2.add(c, f64x2.mul(k, x2));
    d = f64x2.add(d, f64x2.mul(k, x3));
    e = f64x2.add(e, f64x2.mul(l, x0));
    f = f64x2.add(f, f64x2.mul(l, x1));
    g = f64x2.add(g, f64x2.mul(l, x2));
    h = f64x2.add(h, f64x2.mul(l, x3));
  }
  v128.store(target, a);
  v128.store(target, b, 16);
  v128.store(target, c, 32);
  v128.store(target, d, 48);
  v128.store(other, e);
  v128.store(other, f, 16);
  v128.store(other, g, 32);
  v128.store(other, h, 48);
}
