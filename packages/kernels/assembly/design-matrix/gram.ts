// The twins of src/design-matrix/gram.ts.
export function centreColumns(
  columns: usize, stride: usize, columnCount: u32, rowCount: u32, means: usize, roots: usize, target: usize,
): void {
  for (let column: u32 = 0; column < columnCount; column++) {
    const mean = v128.load64_splat(means + (<usize>column << 3));
    for (let row: usize = 0; row < rowCount; row += 2) {
      const x = f64x2.promote_low_f32x4(v128.load64_zero(columns + (row << 2)));
      v128.store(target, f64x2.mul(v128.load(roots + (row << 3)), f64x2.sub(x, mean)));
      target += 16;
    }
    columns += stride;
  }
}

// Tiles of four columns by two; a vector holds the sums over even and over odd rows.
export function addGram(centred: usize, columnCount: u32, rowCount: u32, gram: usize): void {
  const stride = <usize>rowCount << 3;
  const gramStride = <usize>columnCount << 3;
  let first: u32 = 0;
  for (; first + 4 <= columnCount; first += 4) {
    const x = centred + <usize>first * stride;
    const row = gram + <usize>first * gramStride;
    let second: u32 = 0;
    // Of a tile on the diagonal the part above it is worked out too.
    for (; second < first + 4; second += 2)
      fourByTwo(x, centred + <usize>second * stride, stride, row + (<usize>second << 3), gramStride);
  }
  for (; first < columnCount; first++)
    for (let second: u32 = 0; second <= first; second++)
      one(centred + <usize>first * stride, centred + <usize>second * stride, stride, gram + <usize>first * gramStride + (<usize>second << 3));
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, sum: v128): void {
  store<f64>(at, load<f64>(at) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

function one(x: usize, y: usize, length: usize, into: usize): void {
  let sum = f64x2.splat(0);
  for (const end = x + length; x < end; x += 16, y += 16)
    sum = f64x2.add(sum, f64x2.mul(v128.load(x), v128.load(y)));
  addTo(into, sum);
}

function fourByTwo(x: usize, y: usize, stride: usize, into: usize, intoStride: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  const stride3 = 3 * stride;
  for (const end = x + stride; x < end; x += 16, y += 16) {
    const y0 = v128.load(y);
    const y1 = v128.load(y + stride);
    const x0 = v128.load(x);
    const x1 = v128.load(x + stride);
    const x2 = v128.load(x + 2 * stride);
    const x3 = v128.load(x + stride3);
    a = f64x2.add(a, f64x2.mul(x0, y0));
    b = f64x2.add(b, f64x2.mul(x0, y1));
    c = f64x2.add(c, f64x2.mul(x1, y0));
    d = f64x2.add(d, f64x2.mul(x1, y1));
    e = f64x2.add(e, f64x2.mul(x2, y0));
    f = f64x2.add(f, f64x2.mul(x2, y1));
    g = f64x2.add(g, f64x2.mul(x3, y0));
    h = f64x2.add(h, f64x2.mul(x3, y1));
  }
  addTo(into, a);
  addTo(into + 8, b);
  addTo(into + intoStride, c);
  addTo(into + intoStride + 8, d);
  addTo(into + 2 * intoStride, e);
  addTo(into + 2 * intoStride + 8, f);
  addTo(into + 3 * intoStride, g);
  addTo(into + 3 * intoStride + 8, h);
}
