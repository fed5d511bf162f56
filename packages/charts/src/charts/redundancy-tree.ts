import { formatCount } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { type ClusterJoin, clusterColumns, leafOrder } from '../plot/cluster-columns.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { dotAt, groupMark, lineBetween, nameAt, pathOf, textAt, widest } from '../plot/marks.ts';
import { valueScale } from '../plot/value-scale.ts';

export interface RedundancyTreeInput extends ChartText {
  /** At most 40. */
  readonly columns: readonly string[];
  /** Strength of association of each pair, 0 to 1, symmetric; null where it was not computed. */
  readonly strength: readonly (readonly (number | null)[])[];
  /** What the strength is: "rank correlation". */
  readonly measure: string;
  /** Columns that are joined at this strength or above say nearly the same. */
  readonly threshold: number;
  /** Of each such group the column that is to be kept. */
  readonly keep?: readonly string[];
}

interface Node {
  readonly x: number;
  readonly y: number;
}

const rowHeight = 24;

/**
 * Which columns say the same: a tree whose branches meet at the mean strength between their columns, with the threshold
 * as a dashed line; the column of a group to be kept has a filled dot. RangeError for more than 40 columns or a matrix
 * that is not square.
 */
export function redundancyTree(input: RedundancyTreeInput): Chart {
  const { columns, strength, measure, threshold, keep = [] } = input;
  if (columns.length > 40) throw new RangeError(`at most 40 columns are drawn, came ${columns.length}`);
  if (strength.length !== columns.length || strength.some((row) => row.length !== columns.length))
    throw new RangeError(`the matrix must be ${columns.length} by ${columns.length}`);
  const width = chartWidth(input);
  const shows = `columns joined by ${measure}; groups at ${threshold} or above`;
  const joins = clusterColumns(strength);
  const table = tableOf(input, joins);
  if (columns.length < 2)
    return emptyChart({ text: input, shows, table }, 'fewer than two columns', 'There is no pair to join.');

  const order = leafOrder(columns.length, joins);
  const nameWidth = widest(columns, width * 0.4);
  const from = nameWidth + 22;
  const to = width - 14;
  const top = lineHeight + 4;
  const bottom = top + columns.length * rowHeight;
  const x = valueScale({ kind: 'number', domain: [1, 2], range: [from, to] });
  const along = (value: number): number => x.at(2 - Math.min(1, Math.max(0, value)));
  const rank = new Map(order.map((column, i) => [column, i]));
  const nodes: Node[] = columns.map((_, i) => ({ x: from, y: top + (rank.get(i) ?? 0) * rowHeight + rowHeight / 2 }));
  const branches = joins.map(({ left, right, strength: value }) => {
    const [a, b] = [nodes[left] ?? { x: from, y: top }, nodes[right] ?? { x: from, y: top }];
    // Mean strengths of average linkage never rise again, so a branch always leads to the right.
    const at = Math.max(along(value), a.x, b.x);
    nodes.push({ x: at, y: (a.y + b.y) / 2 });
    const d = `M${round(a.x)} ${round(a.y)}H${round(at)}V${round(b.y)}H${round(b.x)}`;
    const isTight = value >= threshold;
    return groupMark(`joined at ${value.toFixed(2)}`, pathOf(isTight ? 'line' : 'tree', d));
  });
  const grouped = new Set(groupsOf(columns.length, joins, threshold).flat());
  const names = order.map((column, i) => {
    const y = top + i * rowHeight + rowHeight / 2;
    const name = columns[column] ?? '';
    const dot = grouped.has(column) && dotAt(keep.includes(name) ? 'dot' : 'hollow', nameWidth + 10, y, 4);
    return markup`${nameAt(0, y + 4.5, name, nameWidth)}${dot}`;
  });
  const cut = along(threshold);
  const notes = keep.length > 0 && grouped.size > 0 ? ['A filled dot: the column of its group to be kept.'] : [];
  const axis = strengthAxis(along, bottom, from, to, measure);
  const body = markup`${names}${lineBetween('base', cut, top - 4, cut, bottom)}${textAt(cut, top - 8, `${threshold}`, cut > width - 40 ? 'end' : 'middle', 'quiet')}${branches}${axis}`;
  return composeChart({
    text: input,
    shows,
    reading: groupsInWords(input, joins),
    height: bottom + bottomAxisHeight,
    body,
    table,
    notes,
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function strengthAxis(along: (value: number) => number, y: number, from: number, to: number, measure: string): Markup {
  const scale = {
    low: 0,
    high: 1,
    at: along,
    ticks: () => [1, 0.75, 0.5, 0.25, 0].map((value) => ({ value, at: along(value), label: String(value) })),
  };
  return bottomAxis({ scale, from, to, y, title: measure });
}

/** Columns that are joined at the threshold or above, groups of two or more. */
function groupsOf(size: number, joins: readonly ClusterJoin[], threshold: number): readonly (readonly number[])[] {
  const members = Array.from({ length: size }, (_, i): readonly number[] => [i]);
  const groups = new Map<number, readonly number[]>();
  for (const { left, right, strength } of joins) {
    const together = [...(members[left] ?? []), ...(members[right] ?? [])];
    members.push(together);
    if (strength < threshold) continue;
    groups.delete(left);
    groups.delete(right);
    groups.set(members.length - 1, together);
  }
  return [...groups.values()];
}

function groupNames(
  { columns, threshold }: RedundancyTreeInput,
  joins: readonly ClusterJoin[],
): readonly (readonly string[])[] {
  return groupsOf(columns.length, joins, threshold).map((group) => group.map((column) => columns[column] ?? ''));
}

function groupsInWords(input: RedundancyTreeInput, joins: readonly ClusterJoin[]): string {
  const groups = groupNames(input, joins);
  if (groups.length === 0) return 'No columns are joined at the threshold.';
  return groups.map((names) => `${names.join(', ')} belong together.`).join(' ');
}

function tableOf(input: RedundancyTreeInput, joins: readonly ClusterJoin[]): DataTable {
  const { keep = [], measure, threshold } = input;
  return {
    caption: `Groups of columns with ${measure} of ${threshold} or more`,
    columns: [{ header: 'group' }, { header: 'columns', isNumber: true }, { header: 'to be kept' }],
    rows: groupNames(input, joins).map((names) => [
      names.join(', '),
      formatCount(names.length),
      names.filter((name) => keep.includes(name)).join(', ') || 'not said',
    ]),
  };
}
