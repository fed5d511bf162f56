import { readFileSync } from 'node:fs';
import { checkTable, type Expectation } from '@tend/learn';
import { readCsv } from '@tend/node';
import { storedInMemory, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from './datasets.ts';

interface Case {
  readonly data: string;
  readonly expect: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly isMet: boolean;
  readonly elementCount?: number;
  readonly missingCount?: number;
  readonly unexpectedCount?: number;
  /** Row numbers of the first twenty unexpected rows. */
  readonly firstRows?: readonly number[];
  readonly observed?: unknown;
}
const reference = JSON.parse(readFileSync(new URL('expectations.reference.json', import.meta.url), 'utf8')) as {
  inline: Readonly<Record<string, readonly (string | null)[]>>;
  cases: readonly Case[];
};

const inline = tableOf(Object.entries(reference.inline).map(([name, values]) => textColumn(name, values)));

describe('checks answer as Great Expectations does', () => {
  for (const data of new Set(reference.cases.map((example) => example.data))) {
    const found = data === 'inline' ? undefined : dataset(`${data}.csv`);
    test(data, async (context) => {
      if (found?.skip !== undefined) context.skip(found.skip);
      const table = found === undefined ? inline : await readCsv(found.path);
      await compare(table, data);
    }, 60_000);
  }
});

async function compare(table: Table, data: string): Promise<void> {
  const cases = reference.cases.filter((example) => example.data === data);
  const asked = cases.map((example) => ({ expect: example.expect, ...example.arguments }) as unknown as Expectation);
  const answers = await checkTable(storedInMemory(table), asked, { now: 0 });
  expect(cases.length).toBeGreaterThan(3);
  for (const [i, example] of cases.entries()) {
    const answer = answers[i];
    const name = `${example.expect} ${JSON.stringify(example.arguments)}`;
    expect(answer?.problem, name).toBeUndefined();
    expect(answer?.isMet, name).toBe(example.isMet);
    for (const field of ['elementCount', 'missingCount', 'unexpectedCount'] as const)
      if (example[field] !== undefined) expect(answer?.[field], `${field} of ${name}`).toBe(example[field]);
    if (example.firstRows !== undefined)
      expect(
        answer?.partialUnexpectedList.map(({ row }) => row),
        name,
      ).toEqual(example.firstRows);
    if (example.observed !== undefined) agree(answer?.observedValue, example.observed, name);
  }
}

/** Numbers agree to a billionth, lists in any order, everything else exactly. */
function agree(ours: unknown, theirs: unknown, name: string): void {
  if (typeof theirs === 'number' && typeof ours === 'number')
    expect(Math.abs(ours - theirs), `${name}: ${ours} and ${theirs}`).toBeLessThanOrEqual(1e-9 * Math.abs(theirs));
  else if (Array.isArray(theirs) && Array.isArray(ours)) expect(new Set(ours), name).toEqual(new Set(theirs));
  else if (theirs !== null && typeof theirs === 'object')
    for (const [key, value] of Object.entries(theirs)) agree((ours as Record<string, unknown>)[key], value, name);
  else expect(ours, name).toEqual(theirs);
}
