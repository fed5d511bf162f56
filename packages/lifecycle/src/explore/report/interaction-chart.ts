import { type Chart, smallMultiples } from '@tend/charts';
import type { Interaction } from '@tend/learn';
import { binWords } from './bin-words.ts';
import type { KnownColumns } from './known-columns.ts';
import type { ReportTarget } from './report-data.ts';
import { measureOf } from './target-measure.ts';

/** The target along one column, within each level or bin of another one; as wide as a phone unless told. */
export function interactionChart(
  { columns: [a, b], table, of }: Interaction,
  known: KnownColumns,
  target: ReportTarget,
  width?: number,
): Chart {
  const steps = table.columns.map((bin) => binWords(bin, known.kindOf(b)));
  const perRow = table.columns.length;
  const overall = weighted(table.cells);
  const cell = (i: number, j: number): (typeof table.cells)[number] => table.cells[i * perRow + j] ?? null;
  return smallMultiples({
    title: `How the target goes with ${b} depends on ${a}`,
    column: b,
    steps,
    by: a,
    target: {
      ...measureOf(target, table.measure, of),
      confidence: 0.95,
      overall: overall.value ?? 0,
    },
    whole: steps.map((_, j) => weighted(table.rows.map((__, i) => cell(i, j)))),
    panels: table.rows.slice(0, 11).map((bin, i) => ({
      level: binWords(bin, known.kindOf(a)),
      estimates: steps.map((_, j) => {
        const found = cell(i, j);
        return found === null ? { value: null, low: null, high: null, n: 0 } : found;
      }),
    })),
    ...(width === undefined ? {} : { width }),
  });
}

/** The value over some cells: the mean of theirs by rows. Its interval is not known. */
function weighted(cells: readonly Interaction['table']['cells'][number][]): {
  value: number | null;
  low: null;
  high: null;
  n: number;
} {
  let [n, sum] = [0, 0];
  for (const found of cells) {
    if (found === null) continue;
    n += found.n;
    sum += found.n * found.value;
  }
  return { value: n === 0 ? null : sum / n, low: null, high: null, n };
}
