import { centredMoments, noMoments } from './moments.ts';
import { extremesKept, mergeNumberSketches, type NumberSketch } from './number-sketch.ts';
import { chunkRows, type ProfileSpace, threadSpace } from './profile-space.ts';

/**
 * The sketch of a column of numbers, NaN for missing, or of some rows of it: chunks of 65,536 rows, sketched each for itself and merged
 * in their order, so that however they are shared out the answer has the same bits. -0 counts as 0.
 */
export function sketchNumbers(
  values: Float64Array,
  rows?: Int32Array,
  space: ProfileSpace = threadSpace(),
): NumberSketch {
  const length = rows?.length ?? values.length;
  let sketch = sketchChunk(space, fill(space, values, rows, 0));
  for (let from = chunkRows; from < length; from += chunkRows)
    sketch = mergeNumberSketches(sketch, sketchChunk(space, fill(space, values, rows, from)));
  return sketch;
}

/** Brings a chunk into memory and gives its length. */
function fill({ values: to }: ProfileSpace, values: Float64Array, rows: Int32Array | undefined, from: number): number {
  if (rows === undefined) {
    const part = values.subarray(from, from + chunkRows);
    to.set(part);
    return part.length;
  }
  const length = Math.min(chunkRows, rows.length - from);
  for (let i = 0; i < length; i++) to[i] = values[rows[from + i] as number] ?? Number.NaN;
  return length;
}

function sketchChunk(space: ProfileSpace, n: number): NumberSketch {
  const runs = space.sort(n);
  const [present = 0, rises = 0, falls = 0, first = Number.NaN, last = Number.NaN] = space.report;
  const values = space.values.slice(0, runs);
  const counts = space.counts.slice(0, runs);
  if (present === 0)
    return {
      ...{ n, present, moments: noMoments, zeros: 0, negatives: 0, wholes: 0, lowest: [], highest: [] },
      ...{ rises: 0, falls: 0, first: Number.NaN, last: Number.NaN },
      distribution: { type: 'exact', values, counts },
    };
  space.addMoments(runs);
  const [, centre = 0, rest = 0, second = 0, third = 0, fourth = 0, zeros = 0, negatives = 0, wholes = 0] =
    space.moments;
  const moments = centredMoments(present, centre, { rest, second, third, fourth });
  const lowest: number[] = [];
  for (let i = 0; i < runs && lowest.length < extremesKept; i++) repeat(lowest, values[i], counts[i]);
  const highest: number[] = [];
  for (let i = runs - 1; i >= 0 && highest.length < extremesKept; i--) repeat(highest, values[i], counts[i]);
  return {
    ...{ n, present, moments, zeros, negatives, wholes, lowest, highest: highest.reverse() },
    ...{ rises, falls, first, last },
    distribution: { type: 'exact', values, counts },
  };
}

function repeat(list: number[], value = Number.NaN, count = 0): void {
  for (let i = 0; i < count && list.length < extremesKept; i++) list.push(value);
}
