// The twin of src/design-matrix/panels.ts.
export function stageColumn(source: usize, rowCount: u32, panels: usize, panelBytes: usize): void {
  for (const end = source + (<usize>rowCount << 2); source < end; source += 64, panels += panelBytes) {
    v128.store(panels, v128.load(source));
    v128.store(panels, v128.load(source, 16), 16);
    v128.store(panels, v128.load(source, 32), 32);
    v128.store(panels, v128.load(source, 48), 48);
  }
}
