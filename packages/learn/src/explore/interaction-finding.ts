import type { ColumnKind } from '@tend/table';
import type { Interaction } from '../target-relations/interaction.ts';
import { binSentence, shortNumber } from './bin-sentence.ts';
import { grouped } from './grouped.ts';
import { percent } from './percent.ts';
import type { RankedFinding } from './ranked-finding.ts';

/** What saves less of the error is beyond noise in many rows, and changes little. */
const leastNoticed = 0.02;

/** An interaction in words: what one column does with the target where the other is one thing, and where it is another. */
export function interactionFinding(
  { columns, table, contrast, gain, n, of }: Interaction,
  kindOf: (column: string) => ColumnKind,
): RankedFinding {
  const [a, b] = columns;
  const say = (value: number | undefined): string =>
    value === undefined ? 'unknown' : table.measure === 'rate' ? percent(value) : shortNumber(value);
  const where = (side: 'rows' | 'columns', place: 0 | 1): string => {
    const bin = table[side][contrast[side][place]];
    return bin === undefined ? '' : binSentence(bin, kindOf(side === 'rows' ? a : b));
  };
  const at = (row: 0 | 1, column: 0 | 1): string =>
    say(table.cells[contrast.rows[row] * table.columns.length + contrast.columns[column]]?.value);
  const isPositive = of === undefined || of === 'positive';
  const what =
    table.measure === 'mean' ? 'the mean of the target' : `the share of ${isPositive ? 'positives' : `"${of}"`}`;
  const message = `the effect of "${b}" depends on "${a}": from where "${b}" ${where('columns', 0)} to where it ${where('columns', 1)}, ${what} goes from ${at(0, 0)} to ${at(0, 1)} where "${a}" ${where('rows', 0)}, but from ${at(1, 0)} to ${at(1, 1)} where it ${where('rows', 1)} (n = ${grouped(n)}); knowing both saves ${percent(gain.value)} of the error that is left when their effects are added up`;
  return {
    importance: (gain.value < leastNoticed ? 24 : 40) + 10 * Math.min(1, gain.value),
    finding: {
      kind: 'interaction',
      subject: columns.join(', '),
      message,
      value: gain.value,
      n,
      severity: 'info',
      picture: { type: 'pair', columns },
    },
  };
}
