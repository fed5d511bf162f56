/** Rows of a panel: one column of it fills one line of the caches. */
export const panelRows = 16;

/**
 * Copies a column of `source.length` rows, a multiple of 16, to its place in panels: those hold 16 rows of one column after
 * the other, `panelLength` numbers in all, so that products with all columns read memory in order.
 */
export function stageColumn(source: Float32Array, panels: Float32Array, panelLength: number): void {
  for (let row = 0, to = 0; row < source.length; row += panelRows, to += panelLength)
    for (let i = 0; i < panelRows; i++) panels[to + i] = source[row + i] as number;
}
