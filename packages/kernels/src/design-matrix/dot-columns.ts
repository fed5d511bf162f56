import { panelRows } from './panels.ts';

/**
 * sums[f] += sum over rows of rows[i] * column f, of even and of odd rows apart, which is what the compiled kernel holds in one
 * vector. `panels` holds the columns as `stageColumn` laid them out.
 */
export function dotColumns(panels: Float32Array, rows: Float64Array, sums: Float64Array): void {
  const panelLength = sums.length * panelRows;
  for (let f = 0; f < sums.length; f++) {
    let even = 0;
    let odd = 0;
    for (let row = 0, panel = f * panelRows; row < rows.length; row += panelRows, panel += panelLength)
      for (let i = 0; i < panelRows; i += 2) {
        even += (rows[row + i] as number) * (panels[panel + i] as number);
        odd += (rows[row + i + 1] as number) * (panels[panel + i + 1] as number);
      }
    (sums[f] as number) += even + odd;
  }
}
