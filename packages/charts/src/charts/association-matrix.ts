import { formatCount, withMinus } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { clusterColumns, leafOrder } from '../plot/cluster-columns.ts';
import { composeChart } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { heatLegend, heatLegendHeight } from '../plot/heat-legend.ts';
import { signedSteps, strengthSteps } from '../plot/heat-steps.ts';
import { barMark, nameAt, textAt, widest } from '../plot/marks.ts';

export interface AssociationMatrixInput extends ChartText {
  readonly columns: readonly string[];
  /** Symmetric, from 0 to 1, or from -1 where signed; null where it was not computed. The diagonal is not looked at. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What the numbers are: "Spearman's rank correlation". */
  readonly measure: string;
  readonly isSigned?: boolean;
  readonly n: number;
}

const most = 30;
const cell = 34;

/**
 * How strongly each pair of columns goes together: the lower half of the matrix, alike columns beside each other, a
 * number in each cell. Of more than 30 columns the 30 with the strongest associations are drawn and the rest counted.
 * RangeError where the matrix is not square.
 */
export function associationMatrix(input: AssociationMatrixInput): Chart {
  const { columns, values, measure, isSigned = false, n } = input;
  if (values.length !== columns.length || values.some((row) => row.length !== columns.length))
    throw new RangeError(`the matrix must be ${columns.length} by ${columns.length}`);
  const shows = `${measure} of each pair of columns; ${formatCount(n, 'row')}`;
  const strongest = (i: number): number =>
    Math.max(0, ...columns.map((_, j) => (i === j ? 0 : Math.abs(values[i]?.[j] ?? 0))));
  const chosen = Array.from(columns.keys())
    .toSorted((a, b) => strongest(b) - strongest(a) || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b);
  const left = columns.length - chosen.length;
  const notes =
    left > 0
      ? [`The ${most} columns with the strongest associations are drawn; ${formatCount(left)} more are not.`]
      : [];
  const strength = chosen.map((i) => chosen.map((j) => Math.abs(values[i]?.[j] ?? 0)));
  const order = leafOrder(chosen.length, clusterColumns(strength)).map((i) => chosen[i] ?? 0);
  const table = tableOf(input);
  if (order.length < 2)
    return emptyChart({ text: input, shows, table, notes }, 'fewer than two columns', 'There is no pair to draw.');

  const steps = isSigned ? signedSteps() : strengthSteps();
  const nameWidth = widest(columns, 180);
  const side = order.length * cell;
  const width = Math.max(360, side + nameWidth + 16);
  const cells = order.flatMap((row, i) =>
    order.slice(0, i).map((column, j) => {
      const value = values[row]?.[column] ?? null;
      const box = { x: j * cell, y: i * 24, width: cell, height: 24 };
      const pair = `${columns[column]} and ${columns[row]}`;
      if (value === null) return barMark('ground cell-edge', box, `${pair}: not computed`);
      const step = steps.classOf(value) ?? '';
      return markup`${barMark(`${step} cell-edge`, box, `${pair}: ${withMinus(value.toFixed(3))}`)}${textAt(box.x + cell / 2, box.y + 16.5, shortNumber(value), 'middle', `on-${step}`)}`;
    }),
  );
  // A column's name stands where its row ends and its own cells begin, so no name has to be turned.
  const names = order.map((column, i) => nameAt(i * cell + 6, i * 24 + 16.5, columns[column] ?? '', nameWidth));
  const height = order.length * 24 + 8;
  const body = markup`${cells}${names}${heatLegend(steps, `${measure}, at least`, steps.bounds.map(stepLabel), height, width)}`;
  return composeChart({
    text: input,
    shows,
    reading: strongestInWords(input),
    height: height + heatLegendHeight,
    width,
    body,
    table,
    notes,
  });
}

/** `.72`, `−.30`, `1`: three places in all, so that it fits a cell. */
function shortNumber(value: number): string {
  const text = value.toFixed(2);
  if (Math.abs(Number(text)) === 0) return '0';
  if (Math.abs(Number(text)) >= 1) return value < 0 ? withMinus('-1') : '1';
  return withMinus(text.replace('0.', '.'));
}

function stepLabel(bound: number): string {
  return withMinus(String(Math.round(bound * 100) / 100));
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly value: number;
}

function pairsOf({ columns, values }: AssociationMatrixInput): readonly Pair[] {
  const pairs = columns.flatMap((second, i) =>
    columns.slice(0, i).flatMap((first, j) => {
      const value = values[i]?.[j] ?? null;
      return value === null ? [] : [{ first, second, value }];
    }),
  );
  return pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function strongestInWords(input: AssociationMatrixInput): string {
  const top = pairsOf(input).slice(0, 3);
  if (top.length === 0) return 'No pair was computed.';
  return `Strongest: ${top.map(({ first, second, value }) => `${first} and ${second} ${withMinus(value.toFixed(2))}`).join('; ')}.`;
}

/** The strongest hundred pairs. */
function tableOf(input: AssociationMatrixInput): DataTable {
  const pairs = pairsOf(input);
  const shown = pairs.slice(0, 100);
  return {
    caption: `${input.measure}${pairs.length > shown.length ? `: the strongest 100 of ${formatCount(pairs.length)} pairs` : ''}`,
    columns: [{ header: 'column' }, { header: 'and column' }, { header: 'strength', isNumber: true }],
    rows: shown.map(({ first, second, value }) => [first, second, withMinus(value.toFixed(3))]),
  };
}
