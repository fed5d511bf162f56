import { explore, foldFindings, rankFindings } from '@tend/learn';
import { numericColumn, tableOf } from '@tend/table';
import { expect, test } from 'vitest';
import { type Verdict, verdictOf } from './verdict-of.ts';

function verdictOfRows(rowCount: number): Verdict {
  const values = Array.from({ length: rowCount }, (_, row) => (row * 7) % 5);
  const exploration = explore({
    table: tableOf([numericColumn('size', 'integer', values)]),
    rows: Int32Array.from(values.keys()),
    columns: ['size'],
  });
  return verdictOf({
    source: 'sizes.csv',
    population: 'all rows',
    tableRows: rowCount,
    target: null,
    exploration,
    findings: foldFindings(exploration, rankFindings(exploration)),
    comparison: null,
    provenance: { command: 'npx --no-install tend explore sizes.csv', tend: '0.1.0', code: 'c0de', snapshot: null },
  });
}

test.each([
  [1, 'unknown', 'Nothing can be shown from this 1 row of one column'],
  [19, 'unknown', 'Nothing can be shown from these 19 rows of one column'],
  [20, 'passes', 'Nothing has to be settled in these 20 rows of one column'],
] as const)('the verdict on %i rows without a finding that weighs', (rowCount, state, sentence) => {
  expect(verdictOfRows(rowCount)).toMatchObject({ state, sentence });
});
