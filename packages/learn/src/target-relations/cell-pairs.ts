import { columnPairs } from '@tend/kernels';
import { coarseColumn } from '../associations/coarse-column.ts';
import type { CodedColumns } from '../associations/coded-columns.ts';
import type { Outcome } from './outcome.ts';
import { type CellColumn, cellColumn, type PairCells, pairedWith } from './pair-cells.ts';

/** Two columns with the outcome by pairs of their bins, once for each question that is asked about it. */
export interface CellPair {
  readonly a: CellColumn;
  readonly b: CellColumn;
  readonly questions: readonly { readonly of?: string; readonly cells: PairCells }[];
}

const coarseness = { bins: 6, levels: 7, leastRows: 20 };
/** Of several classes the most frequent are asked about. */
const mostAsked = 4;

/** All pairs of these columns, coded over the rows of the outcome, that have at least two bins each. */
export function cellPairs(coded: CodedColumns, columns: readonly string[], outcome: Outcome): readonly CellPair[] {
  const made = columns
    .map((name) => cellColumn(coarseColumn(coded.of(name), coarseness)))
    .filter(({ count }) => count > 1);
  const asked = outcome.type === 'number' ? [] : outcome.asked.slice(0, mostAsked);
  const pairs: CellPair[] = [];
  const sums = columnPairs();
  for (const [i, a] of made.entries()) {
    const cellsBeside = pairedWith(a, outcome, asked, sums);
    for (const b of made.slice(i + 1)) {
      const questions = cellsBeside(b).map((cells, k) =>
        outcome.type === 'number' ? { cells } : { of: outcome.names[asked[k] ?? 0] ?? '', cells },
      );
      pairs.push({ a, b, questions });
    }
  }
  return pairs;
}
