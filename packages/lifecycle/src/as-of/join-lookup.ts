import { type AsOfJoin, type Charter, sourceName, ttlMs } from '@tend/protocol';
import {
  type Cell,
  type Column,
  cellAt,
  columnOf,
  loadColumns,
  openAsOfLookup,
  parseDate,
  parseInstant,
  type Row,
  type StoredTable,
  tableFromRows,
} from '@tend/table';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { presentPayload } from '../withdrawn/index.ts';
import { joinedColumns } from './join-sources.ts';

const dayMs = 86_400_000;

/** Completes rows with the columns of the charter's joins. */
export interface JoinLookup {
  /** Columns of a row that the joins go by: to be sent, and logged with the row. */
  readonly keys: readonly string[];
  /** The row with every joined column that it lacks, as of its own time; a value that was sent stands. */
  complete(row: Row): Row;
}

/**
 * Opens the joins of a charter for single rows, on the newest snapshot of each joined source that has its columns: those that
 * are among `wanted` or lead to them. Rows pass untouched where there are no joins. The rule is that of the data stage.
 */
export async function openLookups(ports: Ports, charter: Charter, wanted: readonly string[]): Promise<JoinLookup> {
  const { time } = charter.data;
  const joins = neededJoins(charter.data.joins, wanted);
  const completions: ((row: Row) => Row)[] = [];
  for (const join of joins) {
    const stored = await newestJoined(ports, join);
    if (stored !== undefined) completions.push(await openLookup(join, stored, time?.column));
  }
  return {
    keys: [...new Set(joins.flatMap(({ on }) => Object.keys(on)))],
    complete: (row) => completions.reduce((whole, complete) => complete(whole), row),
  };
}

/** The joins with the columns that are wanted, or that a later join goes by. */
function neededJoins(joins: readonly AsOfJoin[], wanted: readonly string[]): readonly AsOfJoin[] {
  const names = new Set(wanted);
  const needed: AsOfJoin[] = [];
  for (const join of joins.toReversed()) {
    const columns = join.columns.filter((column) => names.has(`${join.prefix}${column}`));
    if (columns.length === 0) continue;
    needed.unshift({ ...join, columns });
    for (const column of Object.keys(join.on)) names.add(column);
  }
  return needed;
}

async function newestJoined(ports: Ports, join: AsOfJoin): Promise<StoredTable | undefined> {
  const name = sourceName(join.source);
  const digest = await ports.store.read(async (reader) => {
    const takings = await reader.from('record').find({ kind: 'taking' }, { descending: true });
    for (const { digest } of takings) {
      const { joins = [], inputs } = (await getRecord(ports, reader, 'taking', digest)).body;
      const at = joins.findIndex(({ source }) => source === name);
      const snapshot = inputs.joined?.[at];
      if (snapshot === undefined) continue;
      const { payload, schema } = (await getRecord(ports, reader, 'snapshot', snapshot)).body;
      if (columnsOf(join).every((column) => schema.some((known) => known.name === column))) return payload;
    }
    return undefined;
  });
  return digest === undefined ? undefined : ports.blobs.openTable(await presentPayload(ports, digest));
}

function columnsOf({ on, time, created, columns }: AsOfJoin): readonly string[] {
  return [...new Set([...Object.values(on), time, ...(created === undefined ? [] : [created]), ...columns])];
}

/** One join for single rows over the columns of its source. RangeError for a source without times. */
async function openLookup(
  join: AsOfJoin,
  stored: StoredTable,
  timeColumn: string | undefined,
): Promise<(row: Row) => Row> {
  const source = await loadColumns(stored, columnsOf(join));
  const times = (name: string) => {
    const column = columnOf(source, name);
    if (column.kind === 'text') throw new RangeError(`${name} holds no times`);
    return column;
  };
  const keys = Object.values(join.on).map((name) => columnOf(source, name));
  const lookup = openAsOfLookup(
    { keys, time: times(join.time), created: join.created === undefined ? undefined : times(join.created) },
    { ttlMs: ttlMs(join.ttl), cutoff: join.cutoff },
  );
  const names = joinedColumns(join);
  const columns = join.columns.map((name) => columnOf(source, name));
  return (row) => {
    const lacking = [...names.keys()].filter((i) => !Object.hasOwn(row, names[i] ?? ''));
    if (lacking.length === 0) return row;
    const at = momentOf(timeColumn === undefined ? null : (row[timeColumn] ?? null));
    const found = lookup.rowAt(keyColumns(join, keys, row), at);
    const cells = lacking.map((i) => [names[i] ?? '', cellAt(columns[i] as Column, found)] as const);
    return { ...row, ...Object.fromEntries(cells) };
  };
}

/** The keys of one row as columns of the source's kinds; a cell of another kind is no key. */
function keyColumns(join: AsOfJoin, keys: readonly Column[], row: Row): readonly Column[] {
  const schema = keys.map(({ name, kind }) => ({ name, kind: kind === 'integer' ? ('number' as const) : kind }));
  const cells = Object.keys(join.on).map((name, i) => [keys[i]?.name ?? '', row[name] ?? null] as const);
  return tableFromRows(schema, [Object.fromEntries(cells)]).table.columns;
}

function momentOf(cell: Cell): number {
  if (typeof cell !== 'string') return Number.NaN;
  const days = parseDate(cell);
  return days === undefined ? (parseInstant(cell) ?? Number.NaN) : days * dayMs;
}
