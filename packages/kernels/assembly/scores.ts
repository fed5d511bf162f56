export function addScores(scores: usize, records: usize, count: u32, value: f64): void {
  const end = records + (<usize>count << 3);
  for (; records < end; records += 8) {
    const at = scores + (<usize>load<u32>(records, 4) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}
