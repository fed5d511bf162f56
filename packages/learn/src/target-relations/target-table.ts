import { normalQuantile, wilsonInterval } from '@tend/kernels';
import type { Bin } from '../associations/coarse-column.ts';
import { additiveFit } from './additive-fit.ts';
import type { Interaction, MissingBin, TargetTable } from './interaction.ts';
import type { Outcome } from './outcome.ts';
import { type CellColumn, type PairCells, withoutFold } from './pair-cells.ts';

const leastRows = 5;
const noFold = -1;

/** The target by pairs of bins over all folds, in its own unit. */
export function targetTable(
  a: CellColumn,
  b: CellColumn,
  cells: PairCells,
  outcome: Outcome,
  confidence: number,
): TargetTable {
  const { rows, columns } = cells;
  const isRate = outcome.type === 'classes';
  const counts = withoutFold(cells.counts, noFold);
  const sums = withoutFold(cells.sums, noFold);
  const squares = withoutFold(cells.squares, noFold);
  const added = additiveFit({ rows, columns, counts, sums }, isRate);
  const z = normalQuantile(0.5 + confidence / 2);
  const read = (value: number): number =>
    outcome.type === 'classes' ? value : outcome.mean + outcome.deviation * value;
  return {
    measure: isRate ? 'rate' : 'mean',
    rows: binsOf(a),
    columns: binsOf(b),
    cells: [...counts].map((n, cell) => {
      if (n < leastRows) return null;
      const [sum, square] = [sums[cell] ?? 0, squares[cell] ?? 0];
      const additive = read(added[cell] ?? 0);
      if (isRate) return { n, value: sum / n, ...wilsonInterval(sum, n, confidence), additive };
      const mean = sum / n;
      const half = z * Math.sqrt(Math.max(0, square / n - mean * mean) / (n - 1));
      return { n, value: read(mean), low: read(mean - half), high: read(mean + half), additive };
    }),
  };
}

function binsOf({ column, count }: CellColumn): readonly (Bin | MissingBin)[] {
  return count === column.bins.length ? column.bins : [...column.bins, { type: 'missing', n: column.missing }];
}

/** Cells of fewer rows do not stand for an interaction. */
const leastTold = 20;

/** The two rows and two columns whose cells depart most from adding up, in standard errors; undefined where none can. */
export function strongestContrast({ rows, columns, cells }: TargetTable): Interaction['contrast'] | undefined {
  let [best, found]: [number, Interaction['contrast'] | undefined] = [0, undefined];
  // What the other levels have in common nobody can say.
  const [namedRows, namedColumns] = [rows, columns].map((bins) =>
    [...bins.keys()].filter((place) => bins[place]?.type !== 'others'),
  ) as [number[], number[]];
  for (const [i, r] of namedRows.entries())
    for (const s of namedRows.slice(i + 1))
      for (const [j, c] of namedColumns.entries())
        for (const d of namedColumns.slice(j + 1)) {
          const four = [r, s].flatMap((row) => [c, d].map((column) => cells[row * columns.length + column] ?? null));
          const size = contrastSize(four);
          if (size <= best) continue;
          best = size;
          found = { rows: [r, s], columns: [c, d] };
        }
  return found;
}

function contrastSize(four: readonly TargetTable['cells'][number][]): number {
  let [surplus, seen, variance] = [0, 0, 0];
  for (const [i, cell] of four.entries()) {
    if (cell === null || cell.n < leastTold) return 0;
    // (first - second) - (third - fourth), of what departs from adding up and of what is seen.
    const sign = i === 1 || i === 2 ? -1 : 1;
    surplus += sign * (cell.value - cell.additive);
    seen += sign * cell.value;
    variance += (cell.high - cell.low) ** 2;
  }
  // On the log-odds an effect can be another without rates that look it, and the other way round.
  return variance > 0 ? Math.min(Math.abs(surplus), Math.abs(seen)) / Math.sqrt(variance) : 0;
}
