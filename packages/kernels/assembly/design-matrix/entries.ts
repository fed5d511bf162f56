// The twins of src/design-matrix/entries.ts: columns of which only the values other than 0 stand in memory.
export function addEntries(
  starts: usize, columnCount: u32, rows: usize, values: usize,
  coefficients: usize, coefficientStride: usize, outputs: u32, margins: usize, marginStride: usize,
): void {
  for (let output: u32 = 0; output < outputs; output++) {
    for (let column: u32 = 0; column < columnCount; column++) {
      const k = load<f64>(coefficients + (<usize>column << 3));
      const end = load<u32>(starts + (<usize>column << 2), 4);
      for (let i = load<u32>(starts + (<usize>column << 2)); i < end; i++) {
        const at = margins + (<usize>load<u16>(rows + (<usize>i << 1)) << 3);
        store<f64>(at, load<f64>(at) + k * <f64>load<f32>(values + (<usize>i << 2)));
      }
    }
    coefficients += coefficientStride;
    margins += marginStride;
  }
}

export function dotEntries(
  starts: usize, columnCount: u32, rows: usize, values: usize,
  weights: usize, weightStride: usize, outputs: u32, sums: usize, sumStride: usize,
): void {
  for (let output: u32 = 0; output < outputs; output++) {
    for (let column: u32 = 0; column < columnCount; column++) {
      const end = load<u32>(starts + (<usize>column << 2), 4);
      let sum: f64 = 0;
      for (let i = load<u32>(starts + (<usize>column << 2)); i < end; i++)
        sum += load<f64>(weights + (<usize>load<u16>(rows + (<usize>i << 1)) << 3)) * <f64>load<f32>(values + (<usize>i << 2));
      const into = sums + (<usize>column << 3);
      store<f64>(into, load<f64>(into) + sum);
    }
    weights += weightStride;
    sums += sumStride;
  }
}
