import { expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

const deferred = (): { promise: Promise<void>; resolve: () => void } => Promise.withResolvers<void>();

test('what arrives while a commit runs shares the next, and each caller gets its own ids in order', async () => {
  const batches: number[][] = [];
  const gates = [deferred(), deferred()];
  const group = groupCommit<number, string>(async (rows) => {
    batches.push([...rows]);
    await gates[batches.length - 1]?.promise;
    return rows.map((row) => `id${row}`);
  });
  const first = group.append([1]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const later = [group.append([2, 3]), group.append([4]), group.append([])];
  expect(batches).toEqual([[1]]);
  gates[0]!.resolve();
  expect(await first).toEqual(['id1']);
  gates[1]!.resolve();
  expect(await Promise.all(later)).toEqual([['id2', 'id3'], ['id4'], []]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test('appends of one turn of the event loop share one commit', async () => {
  let commits = 0;
  const group = groupCommit<number, number>(async (rows) => {
    commits++;
    return rows;
  });
  await Promise.all(Array.from({ length: 50 }, (_, i) => group.append([i])));
  expect(commits).toBe(1);
});

test('a refused commit rejects its callers and nobody else', async () => {
  let isFull = true;
  const group = groupCommit<number, number>(async (rows) => {
    if (isFull) throw new Error('no room');
    return rows;
  });
  await expect(group.append([1])).rejects.toThrow('no room');
  isFull = false;
  expect(await group.append([2])).toEqual([2]);
});

test('a commit is bounded, one caller is never split', async () => {
  const sizes: number[] = [];
  const group = groupCommit<number, number>(async (rows) => {
    sizes.push(rows.length);
    return rows;
  });
  const rows = Array.from({ length: 3000 }, (_, i) => i);
  const [a, b, c] = await Promise.all([group.append(rows), group.append(rows), group.append([...rows, ...rows])]);
  expect(sizes).toEqual([3000, 3000, 6000]);
  expect([a?.length, b?.length, c?.length]).toEqual([3000, 3000, 6000]);
  await group.idle();
});
