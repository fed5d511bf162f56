import { hash32, randomStream } from '@tend/kernels';
import type { SplitRule } from '@tend/protocol';
import { columnOf, type Table } from '@tend/table';

export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

const foldCount = 4;

/**
 * Cross-validation over the training rows in the spirit of the charter's split: by time, each fold trains on the past
 * and validates on the block that follows (expanding window); by group, groups stay whole; else stratified on `y`.
 * `y` is 1 or 0 by row of the table.
 */
export function foldsFor(
  rule: SplitRule,
  table: Table,
  rows: Int32Array,
  y: Int8Array,
  timeColumn: string | undefined,
  seed: number,
): { readonly folds: readonly Fold[]; readonly description: string } {
  if (rule.by === 'time' && timeColumn !== undefined)
    return { folds: expandingWindows(table, rows, timeColumn), description: `${foldCount} expanding windows by time` };
  const ofGroups = groupFolds(rule, table, rows, seed);
  const assigned = ofGroups ?? assignStratified(rows, y, seed);
  const folds = Array.from({ length: foldCount }, (_, fold) => ({
    train: rows.filter((_row, i) => assigned[i] !== fold),
    validation: rows.filter((_row, i) => assigned[i] === fold),
  }));
  return { folds, description: ofGroups ? `${foldCount} folds of whole groups` : `${foldCount} stratified folds` };
}

/**
 * The fold of each of these rows where the split keeps groups whole, so that steps which look at outcomes keep them whole too;
 * undefined for any other split.
 */
export function groupFolds(rule: SplitRule, table: Table, rows: Int32Array, seed: number): Int32Array | undefined {
  return rule.by === 'group' ? assignGroups(groupsOf(table, rows, rule.column), seed) : undefined;
}

function expandingWindows(table: Table, rows: Int32Array, timeColumn: string): readonly Fold[] {
  const column = columnOf(table, timeColumn);
  if (column.kind === 'text') throw new TypeError(`${timeColumn} is text and cannot order rows in time`);
  const { values } = column;
  const ordered = Int32Array.from(rows).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  // The first block only trains; rows of one moment stay on one side of a boundary.
  const boundaries = Array.from({ length: foldCount + 2 }, (_, i) => {
    let at = Math.floor((i * ordered.length) / (foldCount + 1));
    while (at > 0 && at < ordered.length && values[ordered[at] ?? 0] === values[ordered[at - 1] ?? 0]) at++;
    return at;
  });
  return Array.from({ length: foldCount }, (_, fold) => ({
    train: ordered.slice(0, boundaries[fold + 1]).sort(),
    validation: ordered.slice(boundaries[fold + 1], boundaries[fold + 2]).sort(),
  }));
}

function assignStratified(rows: Int32Array, y: Int8Array, seed: number): Int8Array {
  const assigned = new Int8Array(rows.length);
  for (const outcome of [0, 1]) {
    const positions = Int32Array.from(rows.keys()).filter((i) => (y[rows[i] ?? 0] === 1 ? 1 : 0) === outcome);
    randomStream(hash32(seed, outcome)).shuffle(positions);
    for (const [order, position] of positions.entries()) assigned[position] = order % foldCount;
  }
  return assigned;
}

function groupsOf(table: Table, rows: Int32Array, name: string): Float64Array {
  const column = columnOf(table, name);
  return Float64Array.from(rows, (row) => (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? -1);
}

/** Whole groups, largest first, each to the fold that has fewest rows so far: sizes stay even without a draw. */
function assignGroups(groupOf: Float64Array, seed: number): Int32Array {
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const order = [...sizes].sort((a, b) => b[1] - a[1] || hash32(seed, a[0]) - hash32(seed, b[0]) || a[0] - b[0]);
  const totals = new Array<number>(foldCount).fill(0);
  const foldOf = new Map<number, number>();
  for (const [group, size] of order) {
    const least = totals.indexOf(Math.min(...totals));
    totals[least] = (totals[least] ?? 0) + size;
    foldOf.set(group, least);
  }
  return Int32Array.from(groupOf, (group) => foldOf.get(group) ?? 0);
}
