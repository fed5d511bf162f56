import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** As `ProfileKernels.sortRuns` says; by the engine's own sort. */
export function sortRuns(
  { words, doubles }: ByteMemory,
  values: number,
  length: number,
  counts: number,
  report: number,
): number {
  const [from, countAt, out] = [values >>> 3, counts >>> 2, report >>> 3];
  let [present, rises, falls, before] = [0, 0, 0, 0];
  for (let i = from; i < from + length; i++) {
    const raw = doubles[i] as number;
    if (Number.isNaN(raw)) continue;
    // -0 and 0 are one value.
    const value = raw + 0;
    if (present === 0) doubles[out + 3] = value;
    else if (value > before) rises++;
    else if (value < before) falls++;
    doubles[from + present++] = value;
    before = value;
  }
  doubles.set([present, rises, falls], out);
  if (present === 0) return 0;
  doubles[out + 4] = before;
  if (falls > 0) doubles.subarray(from, from + present).sort();
  let runs = 0;
  for (let i = 0; i < present; runs++) {
    const value = doubles[from + i] as number;
    const start = i;
    while (i < present && doubles[from + i] === value) i++;
    doubles[from + runs] = value;
    words[countAt + runs] = i - start;
  }
  return runs;
}
