/** As `PathKernels.addPathLengths` says. */
export function addPathLengths(
  { words, doubles }: { readonly words: Uint32Array; readonly doubles: Float64Array },
  nodes: number,
  lengths: number,
  depth: number,
  rows: number,
  rowBytes: number,
  rowCount: number,
  sums: number,
): void {
  const firstCut = nodes >>> 3;
  const firstWord = nodes >>> 2;
  const firstLength = lengths >>> 3;
  const width = rowBytes >>> 3;
  let row = rows >>> 3;
  for (let i = 0; i < rowCount; i++, row += width) {
    let node = 0;
    for (let level = 0; level < depth; level++) {
      const value = doubles[row + ((words[firstWord + 4 * node + 2] as number) >>> 3)] as number;
      const left = (words[firstWord + 4 * node + 3] as number) >>> 4;
      node = left + Number(value >= (doubles[firstCut + 2 * node] as number));
    }
    const sum = (sums >>> 3) + i;
    doubles[sum] = (doubles[sum] as number) + (doubles[firstLength + node] as number);
  }
}
