// The twin of src/isolation-forest/add-path-lengths.ts. Four rows go down side by side: the steps of one wait for memory.
export function addPathLengths(
  nodes: usize, lengths: usize, depth: u32, rows: usize, rowBytes: usize, rowCount: u32, sums: usize,
): void {
  for (const end = sums + (<usize>rowCount << 3); sums < end; sums += 32) {
    const row1 = rows + rowBytes;
    const row2 = row1 + rowBytes;
    const row3 = row2 + rowBytes;
    let a = nodes;
    let b = nodes;
    let c = nodes;
    let d = nodes;
    for (let level: u32 = 0; level < depth; level++) {
      a = nodes + stepOf(a, rows);
      b = nodes + stepOf(b, row1);
      c = nodes + stepOf(c, row2);
      d = nodes + stepOf(d, row3);
    }
    add(sums, lengths + ((a - nodes) >> 1));
    add(sums + 8, lengths + ((b - nodes) >> 1));
    add(sums + 16, lengths + ((c - nodes) >> 1));
    add(sums + 24, lengths + ((d - nodes) >> 1));
    rows = row3 + rowBytes;
  }
}

// @ts-ignore: decorator
@inline
function stepOf(node: usize, row: usize): usize {
  const isRight = <u32>(load<f64>(row + load<u32>(node, 8)) >= load<f64>(node));
  return load<u32>(node, 12) + (isRight << 4);
}

// @ts-ignore: decorator
@inline
function add(sum: usize, length: usize): void {
  store<f64>(sum, load<f64>(sum) + load<f64>(length));
}
