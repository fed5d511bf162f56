import { type Chart, smallMultiples } from '@tend/charts';
import type { ColumnProfile, Reversal } from '@tend/learn';
import { binWords, valueKindOf } from './bin-words.ts';
import type { KnownColumns } from './known-columns.ts';
import { numberText } from './number-text.ts';
import type { ReportTarget } from './report-data.ts';
import { measureOf } from './target-measure.ts';

const mostPanels = 11;

/** The target on both sides of a reversal, over all rows and within each group: the lines of the groups run against the first. */
export function reversalChart(
  { column, where, within, groups, there, elsewhere, measure, of, confidence, n }: Reversal,
  known: KnownColumns,
  target: ReportTarget,
): Chart {
  const shown = groups.slice(0, mostPanels);
  const overall = (there.n * (there.value ?? 0) + elsewhere.n * (elsewhere.value ?? 0)) / Math.max(1, n);
  return smallMultiples({
    title: `Within ${within} the relation of ${column} turns around`,
    column,
    steps: sidesOf(where, known.kindOf(column)),
    by: within,
    target: { ...measureOf(target, measure, of), confidence, overall },
    whole: [elsewhere, there],
    panels: shown.map((one) => ({
      level: binWords(one.group, known.kindOf(within)),
      estimates: [one.elsewhere, one.there],
    })),
  });
}

/** Both sides in few letters, for there is little room below a panel. */
function sidesOf(where: Reversal['where'], kind: ColumnProfile['kind']): readonly [string, string] {
  if (where.type !== 'range' || where.from === null || where.to !== null) return ['others', binWords(where, kind)];
  const from = numberText(where.from, valueKindOf(kind));
  return [`≤ ${from}`, `> ${from}`];
}
