import { expect, test } from 'vitest';
import { recipeLanes } from './recipe-lanes.ts';
import type { TracedColumn, TracedStep } from './recipe-trace.ts';

const column = (isMade: boolean): TracedColumn => ({ name: '', kind: 'number', sources: [], isMade });
const step = (inputs: readonly number[], outputs: readonly number[]): TracedStep => ({
  definition: {} as TracedStep['definition'],
  learned: null,
  inputs,
  outputs,
});

test('steps that share a column, however far apart, are in one lane, in their order', () => {
  // 0 -> 3, 1 -> 4, 2 -> 5 and 6; then 3 with 6 -> 7, and 5 -> nothing.
  const columns = [false, false, false, true, true, true, true, true].map(column);
  const steps = [step([0], [3]), step([1], [4]), step([2], [5, 6]), step([3, 6], [7]), step([5], [])];
  expect(recipeLanes({ columns, steps })).toEqual([
    { steps: [0, 2, 3, 4], inputs: [0, 2] },
    { steps: [1], inputs: [1] },
  ]);
});

test('a column that several steps read is an input once', () => {
  const columns = [false, true, true].map(column);
  expect(recipeLanes({ columns, steps: [step([0], [1]), step([0], [2])] })).toEqual([{ steps: [0, 1], inputs: [0] }]);
});
