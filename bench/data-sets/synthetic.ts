import { type RandomStream, randomStream } from '@tend/kernels';
import { type BenchSet, type BenchTask, type Columns, emptyColumns } from './bench-set.ts';

export interface SyntheticShape {
  readonly task: BenchTask;
  readonly trainRows: number;
  readonly testRows: number;
  readonly columnCount: number;
}

const classCount = 5;

/** Normal columns; what is learnt follows linear terms, products and steps of some of them, with noise. */
export function synthetic(name: string, shape: SyntheticShape, seed: number): BenchSet {
  const { task, trainRows, testRows, columnCount } = shape;
  const random = randomStream(seed);
  const columns = emptyColumns(trainRows + testRows, columnCount);
  const { rowCount, values } = columns;
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  const target = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) target[row] = drawTarget(task, columns, row, random);
  const categories = new Array<number>(columnCount).fill(0);
  return { name, task, classCount: task === 'multiclass' ? classCount : 1, columns, categories, target, trainRows };
}

function drawTarget(task: BenchTask, columns: Columns, row: number, random: RandomStream): number {
  if (task === 'regression') return marginAt(columns, row, 0) + random.normal();
  if (task === 'binary') return random.uniform() < 1 / (1 + Math.exp(-marginAt(columns, row, 0))) ? 1 : 0;
  // The largest of margins with Gumbel noise is a draw from their softmax.
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let label = 0; label < classCount; label++) {
    const noisy = marginAt(columns, row, label * 2) - Math.log(-Math.log(1 - random.uniform()));
    if (noisy > most) [best, most] = [label, noisy];
  }
  return best;
}

function marginAt({ rowCount, columnCount, values }: Columns, row: number, shift: number): number {
  const at = (column: number): number => values[((column + shift) % columnCount) * rowCount + row] as number;
  let margin = 0;
  for (let term = 0; term < 12; term++) {
    const a = at(term);
    const b = at(term * 3 + 5);
    margin += term % 3 === 0 ? 0.5 * a : term % 3 === 1 ? 0.4 * a * b : a > 0.5 ? 0.6 : -0.3;
  }
  return margin;
}
