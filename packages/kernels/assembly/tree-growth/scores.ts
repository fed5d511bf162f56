// Scores in two steps: one byte a row where rows come in leaf order, then one pass in row order. Adding at once would touch
// eight times as much memory in disorder.
export function markLeaf(leafOf: usize, records: usize, count: u32, leaf: u32): void {
  const end = records + (<usize>count << 3);
  for (; records < end; records += 8) store<u8>(leafOf + <usize>load<u32>(records, 4), <u8>leaf);
}

export function addScores(scores: usize, leafOf: usize, begin: u32, end: u32, values: usize): void {
  for (let row = begin; row < end; row++) {
    const at = scores + (<usize>row << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (<usize>load<u8>(leafOf + row) << 3)));
  }
}
