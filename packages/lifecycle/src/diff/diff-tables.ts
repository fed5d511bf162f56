import { adjustFalseDiscovery } from '@tend/kernels';
import type { DiffDataAnswer, DiffRows } from '@tend/protocol';
import {
  areComparable,
  type Column,
  countSameRows,
  loadColumns,
  matchRows,
  type RowMatch,
  type RowPairs,
  type StoredTable,
} from '@tend/table';
import { compareCells, describeChange, type FoundChange, isWorth } from './column-change.ts';
import { guessRenames } from './guess-renames.ts';

export type TableDiff = Omit<DiffDataAnswer, 'before' | 'after' | 'summary'>;

/** A column of both sides, under the names it has there. */
export interface SharedColumn {
  readonly from: string;
  readonly to: string;
}

/**
 * How two tables differ. Columns are loaded one after the other; the same inputs give the same answer. Rows match by the key
 * columns, or without a key are counted as they stand. A key whose type changed matches nothing.
 */
export async function diffTables(before: StoredTable, after: StoredTable, key: readonly string[]): Promise<TableDiff> {
  const kindBefore = new Map(before.schema.map(({ name, kind }) => [name, kind]));
  const kindAfter = new Map(after.schema.map(({ name, kind }) => [name, kind]));
  const gone = before.schema.filter(({ name }) => !kindAfter.has(name));
  const fresh = after.schema.filter(({ name }) => !kindBefore.has(name));
  const match = key.length === 0 ? undefined : await matchByKey(before, after, key);
  const renamed = await guessRenames({ before, after, gone, fresh, pairs: pairsOf(match, before, after) });
  const isRenamed = new Set(renamed.flatMap(({ from, to }) => [from, to]));
  const common: SharedColumn[] = [
    ...before.schema.filter(({ name }) => kindAfter.has(name)).map(({ name }) => ({ from: name, to: name })),
    ...renamed,
  ];
  const shared = common.filter(({ from, to }) =>
    areComparable({ kind: kindBefore.get(from) ?? 'text' }, { kind: kindAfter.get(to) ?? 'text' }),
  );
  const isRowChanged = new Uint8Array(match?.before.length ?? 0);
  const labels = match === undefined ? undefined : await keyLabels(before, key);
  const found: FoundChange[] = [];
  for (const { from, to } of shared) {
    // Keys that came and went are rows that did.
    if (key.includes(to)) continue;
    const change = compareCells(await before.column(from), await after.column(to), match, labels);
    for (let i = 0; i < isRowChanged.length; i++) if (change.isChanged?.[i] === 1) isRowChanged[i] = 1;
    const { isChanged: _, ...kept } = change;
    found.push(kept);
  }
  const pValues = adjustFalseDiscovery(found.map(({ drift }) => drift.pValue));
  const columns = found
    .map((change, i) => describeChange(change, pValues[i] ?? 1))
    .filter(isWorth)
    .sort((a, b) => rank(b) - rank(a) || b.stabilityIndex - a.stabilityIndex || (b.changed ?? 0) - (a.changed ?? 0));
  const rows = match === undefined ? await rowsAsTheyStand(before, after, shared) : rowsByKey(match, isRowChanged, key);
  const columnsAdded = fresh.filter(({ name }) => !isRenamed.has(name)).map(typed);
  const columnsRemoved = gone.filter(({ name }) => !isRenamed.has(name)).map(typed);
  const columnsRetyped = common.flatMap(({ from, to }) => {
    const [was, now] = [kindBefore.get(from) ?? '', kindAfter.get(to) ?? ''];
    return was === now ? [] : [{ column: to, from: was, to: now }];
  });
  const isSame =
    before.rowCount === after.rowCount &&
    columnsAdded.length + columnsRemoved.length + renamed.length + columnsRetyped.length + columns.length === 0 &&
    rows.added + rows.removed + (rows.changed ?? 0) + rows.repeatedKeys === 0;
  return { isSame, columnsAdded, columnsRemoved, columnsRenamed: renamed, columnsRetyped, rows, columns };
}

async function matchByKey(before: StoredTable, after: StoredTable, key: readonly string[]): Promise<RowMatch> {
  const was = (await loadColumns(before, key)).columns;
  const now = (await loadColumns(after, key)).columns;
  if (was.every((column, i) => areComparable(column, now[i] ?? column))) return matchRows(was, now);
  const none = new Int32Array();
  const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);
  return {
    before: none,
    after: none,
    removed: all(before.rowCount),
    added: all(after.rowCount),
    repeatedKeys: 0,
    repeatedRows: { before: 0, after: 0 },
    withoutKey: { before: 0, after: 0 },
  };
}

/** Rows to compare cells of: matched ones, else those at the same place of tables that are as long. */
function pairsOf(match: RowMatch | undefined, before: StoredTable, after: StoredTable): RowPairs | undefined {
  if (match !== undefined) return match;
  if (before.rowCount !== after.rowCount) return undefined;
  const rows = Int32Array.from({ length: before.rowCount }, (_, row) => row);
  return { before: rows, after: rows };
}

async function keyLabels(table: StoredTable, key: readonly string[]): Promise<readonly Column[]> {
  return (await loadColumns(table, key)).columns;
}

async function rowsAsTheyStand(
  before: StoredTable,
  after: StoredTable,
  shared: readonly SharedColumn[],
): Promise<DiffRows> {
  const was = await loadColumns(
    before,
    shared.map(({ from }) => from),
  );
  const now = await loadColumns(
    after,
    shared.map(({ to }) => to),
  );
  const same = shared.length === 0 ? 0 : countSameRows(was.columns, now.columns);
  return {
    key: [],
    added: after.rowCount - same,
    removed: before.rowCount - same,
    changed: null,
    unchanged: same,
    repeatedKeys: 0,
    repeatedRowsBefore: 0,
    repeatedRowsAfter: 0,
    withoutKeyBefore: 0,
    withoutKeyAfter: 0,
  };
}

function rowsByKey(match: RowMatch, isRowChanged: Uint8Array, key: readonly string[]): DiffRows {
  const changed = isRowChanged.reduce((sum, is) => sum + is, 0);
  return {
    key,
    added: match.added.length,
    removed: match.removed.length,
    changed,
    unchanged: match.before.length - changed,
    repeatedKeys: match.repeatedKeys,
    repeatedRowsBefore: match.repeatedRows.before,
    repeatedRowsAfter: match.repeatedRows.after,
    withoutKeyBefore: match.withoutKey.before,
    withoutKeyAfter: match.withoutKey.after,
  };
}

function typed({ name, kind }: { readonly name: string; readonly kind: string }): { column: string; type: string } {
  return { column: name, type: kind };
}

/** A change of unit makes every value wrong; a shift may; single cells may be corrections. */
function rank({ likelyFactor, isShift }: TableDiff['columns'][number]): number {
  return likelyFactor !== null ? 2 : isShift ? 1 : 0;
}
