/** target[f * rows + i] = roots[i] * (columns[f * stride + i] - means[f]). */
export function centreColumns(
  columns: Float32Array,
  stride: number,
  means: Float64Array,
  roots: Float64Array,
  target: Float64Array,
): void {
  let at = 0;
  for (const [f, mean] of means.entries())
    for (let i = 0, from = f * stride; i < roots.length; i++, from++)
      target[at++] = (roots[i] as number) * ((columns[from] as number) - mean);
}

/**
 * gram[a * columnCount + b] += sum over i of centred[a * rowCount + i] * centred[b * rowCount + i], even and odd i apart, for
 * b <= a and, so that it is what the compiled kernel does in tiles, for all b of the same four columns.
 */
export function addGram(centred: Float64Array, columnCount: number, rowCount: number, gram: Float64Array): void {
  const tiled = columnCount - (columnCount % 4);
  for (let a = 0; a < columnCount; a++) {
    const last = a < tiled ? a + 3 - (a % 4) : a;
    for (let b = 0; b <= last; b++) {
      let even = 0;
      let odd = 0;
      for (let i = 0, x = a * rowCount, y = b * rowCount; i < rowCount; i += 2, x += 2, y += 2) {
        even += (centred[x] as number) * (centred[y] as number);
        odd += (centred[x + 1] as number) * (centred[y + 1] as number);
      }
      (gram[a * columnCount + b] as number) += even + odd;
    }
  }
}
