// The twin of src/association/scores.ts.
export function readScores(codes: usize, rowCount: u32, scores: usize, into: usize): void {
  for (const end = codes + (<usize>rowCount << 2); codes < end; codes += 16, into += 32) {
    const a = load<u32>(codes);
    const b = load<u32>(codes, 4);
    const c = load<u32>(codes, 8);
    const d = load<u32>(codes, 12);
    store<u64>(into, load<u64>(scores + (<usize>a << 3)));
    store<u64>(into, load<u64>(scores + (<usize>b << 3)), 8);
    store<u64>(into, load<u64>(scores + (<usize>c << 3)), 16);
    store<u64>(into, load<u64>(scores + (<usize>d << 3)), 24);
  }
}
