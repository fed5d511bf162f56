import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { compiledPaths } from './compiled-paths.ts';
import { type CutTree, pathLengths } from './path-lengths.ts';

/** A tree of random cuts in which every leaf below `depth` may be any of its inner nodes. */
function randomTree(seed: number, width: number, depth: number): CutTree {
  const random = randomStream(seed);
  const [columns, cuts, children, lengths] = [[0], [Number.NaN], [0], [0]];
  const open: [node: number, level: number][] = [[0, 0]];
  let deepest = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, level] = next;
    deepest = Math.max(deepest, level);
    if (level === depth || (level > 0 && random.uniform() < 0.2)) {
      lengths[node] = level + random.uniform();
      continue;
    }
    columns[node] = random.integer(width);
    cuts[node] = Math.round(random.uniform() * 8 - 4);
    children[node] = cuts.length;
    for (const child of [cuts.length, cuts.length + 1]) {
      columns.push(0);
      cuts.push(Number.NaN);
      children.push(child);
      lengths.push(0);
      open.push([child, level + 1]);
    }
  }
  return {
    columns: Int32Array.from(columns),
    cuts: Float64Array.from(cuts),
    children: Int32Array.from(children),
    lengths: Float64Array.from(lengths),
    depth: deepest,
  };
}

function lengthOf({ columns, cuts, children, lengths }: CutTree, row: Float64Array): number {
  let node = 0;
  while (!Number.isNaN(cuts[node])) node = children[node]! + (row[columns[node]!]! < cuts[node]! ? 0 : 1);
  return lengths[node]!;
}

test('both implementations give the bits of going down each tree', () => {
  expect(compiledPaths.canRun()).toBe(true);
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -5, max: 5 }) },
    fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0),
    fc.double({ noNaN: true }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.array(value, { maxLength: 200 }),
      (width, depth, seed, cells) => {
        const values = Float64Array.from(cells.slice(0, cells.length - (cells.length % width)));
        const trees = Array.from({ length: 5 }, (_, t) => randomTree(seed + t, width, depth));
        const expected = Float64Array.from({ length: values.length / width }, (_, i) =>
          trees.reduce((sum, tree) => sum + lengthOf(tree, values.subarray(i * width, (i + 1) * width)), 0),
        );
        expect(pathLengths(trees, { values, width }, 'compiled')).toEqual(expected);
        expect(pathLengths(trees, { values, width }, 'plain')).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});

test('rows of several blocks, and rows wider than a block, are all added up', () => {
  for (const [n, width] of [
    [40_003, 1],
    [5, 20_000],
  ] as const) {
    const random = randomStream(n);
    const values = Float64Array.from({ length: n * width }, () => random.uniform() * 8 - 4);
    const trees = [randomTree(1, width, 6), randomTree(2, width, 6)];
    const sums = pathLengths(trees, { values, width });
    for (let i = 0; i < n; i += 1)
      expect(sums[i]).toBe(
        trees.reduce((sum, tree) => sum + lengthOf(tree, values.subarray(i * width, (i + 1) * width)), 0),
      );
  }
});
