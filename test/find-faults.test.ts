import { readFileSync } from 'node:fs';
import { checkTable } from '@tend/learn';
import { openSources } from '@tend/node';
import { loadColumns, storedInMemory } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { checksOfContract } from '../packages/lifecycle/src/data/checks-of-contract.ts';
import { findFaults } from '../packages/lifecycle/src/data/find-faults.ts';
import { proposeContract } from '../packages/lifecycle/src/data/propose-contract.ts';
import { birdstrikesPath, dataset } from './datasets.ts';

interface Counted {
  readonly rows: number;
  readonly missing: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly constant: readonly string[];
}
const reference = JSON.parse(readFileSync(new URL('find-faults.reference.json', import.meta.url), 'utf8')) as {
  sets: Record<string, Counted>;
};
const sources = openSources('.', { putTable: async () => '' });

async function faultsOf(path: string) {
  const reading = await sources.read({
    source: { path, format: 'delimited' },
    // As pandas reads it: the 11 blanks among its numbers are text.
    columns: { TotalCharges: { kind: 'text' } },
    missing: {},
    maxRejected: 0,
  });
  const [table, faults] = [await loadColumns(reading.table), await findFaults(reading.table)];
  await reading.close();
  return { table, faults };
}

describe('faults in real data, as pandas counts them', () => {
  for (const [name, counted] of Object.entries(reference.sets)) {
    const { path, skip } = name === 'birdstrikes.csv' ? { path: birdstrikesPath, skip: undefined } : dataset(name);
    test(name, async (context) => {
      if (skip !== undefined) context.skip(skip);
      const { table, faults } = await faultsOf(path);
      const counts = (kind: string) => faults.filter((fault) => fault.kind === kind);
      expect(table.rowCount).toBe(counted.rows);
      const missing = counts('missing values').map((fault) => [fault.subject, fault.count]);
      expect(Object.fromEntries(missing)).toEqual(counted.missing);
      expect(counts('duplicate rows').reduce((sum, fault) => sum + fault.count, 0)).toBe(counted.duplicates);
      expect(counts('constant column').map((fault) => fault.subject)).toEqual(counted.constant);
      // A contract that its own reference breaks would be noise on the first day.
      const stored = storedInMemory(table);
      const checks = checksOfContract(proposeContract(table), stored.schema);
      expect((await checkTable(stored, checks, { now: 0 })).filter(({ isMet }) => !isMet)).toEqual([]);
    }, 60_000);
  }

  test('what the documents of the sets say is found', async (context) => {
    for (const [path, skip, kind, subject, count] of sayings) {
      if (skip !== undefined) context.skip(skip);
      const { faults } = await faultsOf(path);
      expect(faults).toContainEqual(expect.objectContaining({ kind, subject, count }));
    }
  });
});

const sayings = (
  [
    ['bank_marketing.csv', 'suspected sentinel', 'pdays', 39_673],
    ['diamonds.csv', 'suspected sentinel', 'x', 8],
    ['adult.csv', 'suspected missing', 'occupation', 2809],
    ['telco_churn.csv', 'stray blanks', 'TotalCharges', 11],
    ['telco_churn.csv', 'identifier', 'customerID', 7043],
  ] as const
).map(([name, kind, subject, count]) => {
  const { path, skip } = dataset(name);
  return [path, skip, kind, subject, count] as const;
});
