import type { Charter } from '@tend/protocol';
import { tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { prepareTraining, type SearchData } from './search.ts';

const people = Array.from({ length: 60 }, (_, row) => `person ${(row * 7) % 9}`);
const table = tableOf([textColumn('who', people)]);
const rows = Int32Array.from(people.keys());
const outcomes = Int8Array.from(people, (_, row) => Number((row * 5) % 7 > 3));

/** What models learn from where the charter splits so, and encodes people by their outcomes. */
function encodings(split: object, of: Int8Array): readonly number[] {
  const charter = {
    seed: 3,
    split,
    data: { aliases: {} },
    decision: {},
    prepare: { steps: [{ step: 'targetEncode', columns: ['who'], reason: 'people differ' }] },
  } as unknown as Charter;
  const data: SearchData = { charter, table, outcomes: of, columns: ['who'], exclusions: new Map() };
  const { x } = prepareTraining(data, 'boostedTrees', rows).data;
  return 'values' in x ? [...x.values] : [];
}

test('a split that keeps groups whole is kept by steps that look at outcomes: no row sees one of its group', () => {
  const split = { by: 'group', column: 'who' };
  const before = encodings(split, outcomes);
  expect(new Set(before).size).toBeGreaterThan(2);
  for (const [row, person] of people.entries()) {
    const after = encodings(split, outcomes.with(row, 1 - (outcomes[row] ?? 0)));
    for (const [other, theirs] of people.entries()) if (theirs === person) expect(after[other]).toBe(before[other]);
    expect(after).not.toEqual(before);
  }
});

test('without groups a row sees other rows of its level', () => {
  const before = encodings({ by: 'random' }, outcomes);
  const after = encodings({ by: 'random' }, outcomes.with(0, 1 - (outcomes[0] ?? 0)));
  expect(after[0]).toBe(before[0]);
  const alike = [...people.keys()].filter((row) => people[row] === people[0] && row !== 0);
  expect(alike.some((row) => after[row] !== before[row])).toBe(true);
});
