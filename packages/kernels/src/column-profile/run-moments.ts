import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** As `ProfileKernels.runMoments` says: the runs in four lanes, added crosswise at the end. */
export function runMoments(
  { words, doubles }: ByteMemory,
  values: number,
  counts: number,
  runs: number,
  moments: number,
): void {
  const [from, countAt, out] = [values >>> 3, counts >>> 2, moments >>> 3];
  const padded = (runs + 3) & ~3;
  for (let i = runs; i < padded; i++) {
    doubles[from + i] = 0;
    words[countAt + i] = 0;
  }
  const [rows, sum] = [new Float64Array(4), new Float64Array(4)];
  for (let i = 0; i < padded; i++) {
    const count = words[countAt + i] as number;
    rows[i & 3] = (rows[i & 3] as number) + count;
    sum[i & 3] = (sum[i & 3] as number) + count * (doubles[from + i] as number);
  }
  const n = across(rows);
  const centre = n === 0 ? 0 : across(sum) / n;
  const [rest, second, third, fourth] = [
    new Float64Array(4),
    new Float64Array(4),
    new Float64Array(4),
    new Float64Array(4),
  ];
  let [zeros, negatives, wholes] = [0, 0, 0];
  for (let i = 0; i < padded; i++) {
    const count = words[countAt + i] as number;
    const value = doubles[from + i] as number;
    if (value === 0) zeros += count;
    if (value < 0) negatives += count;
    if (Math.floor(value) === value) wholes += count;
    const lane = i & 3;
    const deviation = value - centre;
    const weighted = count * deviation;
    const square = deviation * deviation;
    rest[lane] = (rest[lane] as number) + weighted;
    second[lane] = (second[lane] as number) + count * square;
    third[lane] = (third[lane] as number) + weighted * square;
    fourth[lane] = (fourth[lane] as number) + count * square * square;
  }
  doubles.set([n, centre, across(rest), across(second), across(third), across(fourth)], out);
  doubles.set([zeros, negatives, wholes], out + 6);
}

function across(lanes: Float64Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = lanes;
  return a + c + (b + d);
}
