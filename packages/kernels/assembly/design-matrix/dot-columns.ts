// The twin of src/design-matrix/dot-columns.ts: a vector holds the sums over even and over odd rows. Tiles of eight sums,
// four columns by two outputs or eight columns by one; between panels they wait in `lanes`, 16 bytes a column and output.
export function dotColumns(
  panels: usize, columnCount: u32, rowCount: u32,
  rows: usize, rowStride: usize, outputs: u32, sums: usize, sumStride: usize, lanes: usize,
): void {
  const panelBytes = <usize>columnCount << 6;
  const size = <usize>rowCount << 3;
  const laneStride = <usize>columnCount << 4;
  memory.fill(lanes, 0, <usize>outputs * laneStride);
  let output: u32 = 0;
  for (; output + 2 <= outputs; output += 2) {
    const into = lanes + <usize>output * laneStride;
    const own = rows + <usize>output * rowStride;
    let panel = panels;
    for (let at: usize = 0; at < size; at += 128, panel += panelBytes)
      dotTwo(panel, columnCount, own + at, own + rowStride + at, into, laneStride);
  }
  if (output < outputs) {
    const into = lanes + <usize>output * laneStride;
    const own = rows + <usize>output * rowStride;
    let panel = panels;
    for (let at: usize = 0; at < size; at += 128, panel += panelBytes) dotOne(panel, columnCount, own + at, into);
  }
  for (output = 0; output < outputs; output++) {
    const into = sums + <usize>output * sumStride;
    for (let column: usize = 0; column < columnCount; column++) {
      const sum = v128.load(lanes + (column << 4));
      const at = into + (column << 3);
      store<f64>(at, load<f64>(at) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
    }
    lanes += laneStride;
  }
}

function dotOne(panel: usize, columnCount: u32, rows: usize, into: usize): void {
  let column: u32 = 0;
  for (; column + 8 <= columnCount; column += 8, panel += 512, into += 128) {
    let a = v128.load(into);
    let b = v128.load(into, 16);
    let c = v128.load(into, 32);
    let d = v128.load(into, 48);
    let e = v128.load(into, 64);
    let f = v128.load(into, 80);
    let g = v128.load(into, 96);
    let h = v128.load(into, 112);
    for (let row: usize = 0; row < 64; row += 8) {
      const r = v128.load(rows + (row << 1));
      const x = panel + row;
      a = f64x2.add(a, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x))));
      b = f64x2.add(b, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 64))));
      c = f64x2.add(c, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 128))));
      d = f64x2.add(d, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 192))));
      e = f64x2.add(e, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 256))));
      f = f64x2.add(f, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 320))));
      g = f64x2.add(g, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 384))));
      h = f64x2.add(h, f64x2.mul(r, f64x2.promote_low_f32x4(v128.load64_zero(x, 448))));
    }
    v128.store(into, a);
    v128.store(into, b, 16);
    v128.store(into, c, 32);
    v128.store(into, d, 48);
    v128.store(into, e, 64);
    v128.store(into, f, 80);
    v128.store(into, g, 96);
    v128.store(into, h, 112);
  }
  for (; column < columnCount; column++, panel += 64, into += 16) {
    let sum = v128.load(into);
    for (let row: usize = 0; row < 64; row += 8)
      sum = f64x2.add(sum, f64x2.mul(v128.load(rows + (row << 1)), f64x2.promote_low_f32x4(v128.load64_zero(panel + row))));
    v128.store(into, sum);
  }
}

function dotTwo(panel: usize, columnCount: u32, rows: usize, otherRows: usize, into: usize, intoStride: usize): void {
  let column: u32 = 0;
  for (; column + 4 <= columnCount; column += 4, panel += 256, into += 64) {
    const other = into + intoStride;
    let a = v128.load(into);
    let b = v128.load(into, 16);
    let c = v128.load(into, 32);
    let d = v128.load(into, 48);
    let e = v128.load(other);
    let f = v128.load(other, 16);
    let g = v128.load(other, 32);
    let h = v128.load(other, 48);
    for (let row: usize = 0; row < 64; row += 8) {
      const r = v128.load(rows + (row << 1));
      const s = v128.load(otherRows + (row << 1));
      const x = panel + row;
      const x0 = f64x2.promote_low_f32x4(v128.load64_zero(x));
      const x1 = f64x2.promote_low_f32x4(v128.load64_zero(x, 64));
      const x2 = f64x2.promote_low_f32x4(v128.load64_zero(x, 128));
      const x3 = f64x2.promote_low_f32x4(v128.load64_zero(x, 192));
      a = f64x2.add(a, f64x2.mul(r, x0));
      b = f64x2.add(b, f64x2.mul(r, x1));
      c = f64x2.add(c, f64x2.mul(r, x2));
      d = f64x2.add(d, f64x2.mul(r, x3));
      e = f64x2.add(e, f64x2.mul(s, x0));
      f = f64x2.add(f, f64x2.mul(s, x1));
      g = f64x2.add(g, f64x2.mul(s, x2));
      h = f64x2.add(h, f64x2.mul(s, x3));
    }
    v128.store(into, a);
    v128.store(into, b, 16);
    v128.store(into, c, 32);
    v128.store(into, d, 48);
    v128.store(other, e);
    v128.store(other, f, 16);
    v128.store(other, g, 32);
    v128.store(other, h, 48);
  }
  for (; column < columnCount; column++, panel += 64, into += 16) {
    let a = v128.load(into);
    let b = v128.load(into + intoStride);
    for (let row: usize = 0; row < 64; row += 8) {
      const x0 = f64x2.promote_low_f32x4(v128.load64_zero(panel + row));
      a = f64x2.add(a, f64x2.mul(v128.load(rows + (row << 1)), x0));
      b = f64x2.add(b, f64x2.mul(v128.load(otherRows + (row << 1)), x0));
    }
    v128.store(into, a);
    v128.store(into + intoStride, b);
  }
}
