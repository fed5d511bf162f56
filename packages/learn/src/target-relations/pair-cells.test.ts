import { columnPairs, hash32 } from '@tend/kernels';
import { expect, test } from 'vitest';
import type { CoarseColumn } from '../associations/coarse-column.ts';
import { foldCount, outcomeOf } from './outcome.ts';
import { cellColumn, pairedWith } from './pair-cells.ts';

const n = 3000;
const rows = Int32Array.from({ length: n }, (_, row) => row);

/** Codes of so many bins, and one more for missing. */
function column(name: string, bins: number): CoarseColumn {
  const codes = Uint8Array.from(rows, (row) => hash32(row, name.charCodeAt(0)) % (bins + 1));
  const bin = { type: 'level', level: 'l', n: 1 } as const;
  const missing = codes.filter((code) => code === bins).length;
  return { name, kind: 'text', codes, bins: Array.from({ length: bins }, () => bin), missing };
}

test.each([2, 3, 19])('cells of %i classes are the rows of each fold, pair of bins and class', (classCount) => {
  const classes = Array.from({ length: classCount }, (_, i) => `c${i}`);
  const outcome = outcomeOf({ type: 'classes', codes: rows.map((row) => hash32(row, 7) % classCount), classes }, rows)!;
  if (outcome.type !== 'classes') throw new Error('expected classes');
  const [a, b] = [column('a', 6), column('b', 3)].map(cellColumn) as [
    ReturnType<typeof cellColumn>,
    ReturnType<typeof cellColumn>,
  ];
  const asked = [...classes.keys()];
  const found = pairedWith(a, outcome, asked, columnPairs())(b);
  const counts = new Float64Array(foldCount * a.count * b.count);
  const sums = asked.map(() => counts.slice());
  for (const row of rows) {
    const cell = (outcome.folds[row]! * a.count + a.column.codes[row]!) * b.count + b.column.codes[row]!;
    counts[cell]! += 1;
    sums[outcome.codes[row]!]![cell]! += 1;
  }
  expect(found.map((cells) => cells.counts)).toEqual(asked.map(() => counts));
  expect(found.map((cells) => cells.sums)).toEqual(sums);
});
