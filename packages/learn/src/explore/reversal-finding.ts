import type { ColumnKind } from '@tend/table';
import type { Reversal } from '../target-relations/reversal.ts';
import { binSentence, shortNumber } from './bin-sentence.ts';
import { grouped } from './grouped.ts';
import type { RankedFinding } from './ranked-finding.ts';

/** A reversal in words: what is seen over all rows, and what among rows that are alike. */
export function reversalFinding(
  { column, where, within, of, measure, n, overall, inGroups, groups }: Reversal,
  kindOf: (column: string) => ColumnKind,
): RankedFinding {
  const what =
    measure === 'mean'
      ? 'mean of the target'
      : `share of ${of === undefined || of === 'positive' ? 'positives' : `"${of}"`}`;
  const size = (value: number): string =>
    measure === 'mean' ? shortNumber(Math.abs(value)) : `${(100 * Math.abs(value)).toFixed(1)} points`;
  const way = (value: number): string => (value > 0 ? 'above' : 'below');
  const alike = kindOf(within) === 'text' || kindOf(within) === 'boolean' ? 'the same' : 'a similar';
  const message = `where "${column}" ${binSentence(where, kindOf(column))}, the ${what} lies ${size(overall.value)} ${way(overall.value)} that elsewhere, but among rows with ${alike} "${within}" it lies ${size(inGroups.value)} ${way(inGroups.value)} (${groups.length} groups, n = ${grouped(n)}): compare like with like before drawing a conclusion`;
  return {
    importance: 64,
    finding: {
      kind: 'reversal',
      subject: `${column}, ${within}`,
      message,
      value: inGroups.value,
      n,
      severity: 'warn',
      picture: { type: 'pair', columns: [column, within] },
    },
  };
}
