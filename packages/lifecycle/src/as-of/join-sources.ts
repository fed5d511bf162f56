import { type AsOfJoin, type Charter, Problem, sourceName, ttlMs } from '@tend/protocol';
import {
  areComparable,
  asOfJoin,
  type Column,
  type ColumnKind,
  type ColumnReading,
  type Features,
  gatherRows,
  type InferredColumn,
  instantsOf,
  type NumericColumn,
  type Observations,
  type Schema,
  type StoredTable,
} from '@tend/table';
import { placeInCharter } from '../charter/place-in-charter.ts';
import { charterPath } from '../charter/read-charter.ts';
import type { Ports, SourceReading } from '../ports.ts';
import { withoutWithdrawn } from '../withdrawn/index.ts';
import { type JoinOutcome, outcomeOfJoin } from './join-outcome.ts';

/** A source that was joined: what the join found, and the way to keep what was read. */
export interface JoinedReading extends Pick<SourceReading, 'digest' | 'store' | 'warnings'> {
  readonly outcome: JoinOutcome;
  readonly schema: Schema;
  readonly rowCount: number;
  /** How the columns that the rows got were read, under the names they have there. */
  readonly columns: readonly InferredColumn[];
}

export interface JoinRequest {
  readonly base: StoredTable;
  /** How columns are read by the word of a person or an accepted contract. */
  readonly columns: Readonly<Record<string, ColumnReading>>;
  /** Called with each source as it is opened: it is to be closed when the columns are needed no more. */
  readonly onOpen: (reading: Pick<SourceReading, 'close'>) => void;
}

/** The names of the columns that a join gives to each row, in its order. */
export function joinedColumns({ columns, prefix }: AsOfJoin): readonly string[] {
  return columns.map((column) => `${prefix}${column}`);
}

/**
 * The table with the columns of all joins of the charter, one join after the other: a later one may go by a column that an
 * earlier one gave. Key columns of a source are read as the table's own are typed. TND-1001 where the charter names columns
 * or times that are not there, TND-1004 and TND-1201 as any reading of a source.
 */
export async function joinSources(
  ports: Ports,
  charter: Charter,
  { base, columns, onOpen }: JoinRequest,
): Promise<{ readonly table: StoredTable; readonly joined: readonly JoinedReading[] }> {
  let table = base;
  const joined: JoinedReading[] = [];
  for (const [i, join] of charter.data.joins.entries()) {
    const complain = complaints(ports, i);
    const events = await eventsOf(table, charter, join, complain);
    const reading = await readJoined(ports, charter, { join, keys: events.keys, columns });
    onOpen(reading);
    const { table: source, store } = await withoutPersons(ports, charter, join, reading);
    const features = await featuresOf(source, join, events.keys, complain);
    const matches = asOfJoin(events, features, { ttlMs: ttlMs(join.ttl), cutoff: join.cutoff });
    const names = joinedColumns(join);
    const taken = names.find((name, at) => kindIn(table, name) !== undefined || names.indexOf(name) !== at);
    if (taken !== undefined)
      await complain(['columns'], `there is a column "${taken}" already`, 'columns of new names: set a prefix');
    table = withJoined(table, join, source, matches.rows);
    const { ttl = null, cutoff } = join;
    joined.push({
      digest: reading.digest,
      warnings: reading.warnings,
      store,
      schema: source.schema,
      rowCount: source.rowCount,
      columns: join.columns.flatMap((column, at) =>
        reading.columns.filter(({ name }) => name === column).map((read) => ({ ...read, name: names[at] ?? column })),
      ),
      outcome: outcomeOfJoin(
        {
          source: sourceName(join.source),
          fileDigest: reading.digest,
          rejectedRows: reading.rejected.length,
          columns: names,
          ttl,
          cutoff,
        },
        matches,
        { events: instantsOf(events.time), features: instantsOf(features.time) },
      ),
    });
  }
  return { table, joined };
}

/** A joined source whose key is that of persons, without those who have withdrawn; any other as it is. */
async function withoutPersons(
  ports: Ports,
  charter: Charter,
  join: AsOfJoin,
  reading: SourceReading,
): Promise<Pick<SourceReading, 'table' | 'store'>> {
  const { key } = charter.data;
  const own = key === undefined || !Object.hasOwn(join.on, key) ? undefined : join.on[key];
  if (own === undefined) return reading;
  const about = { ...charter, data: { ...charter.data, key: own } };
  const { table, leftOut } = await withoutWithdrawn(ports, about, reading);
  // The bytes of the source as it was read, which a reading may keep, must not reach the store.
  return { table, store: leftOut === 0 ? reading.store : () => ports.blobs.putTable(table) };
}

/** The table with the columns of a join, each gathered when it is asked for. */
function withJoined(table: StoredTable, join: AsOfJoin, source: StoredTable, rows: Int32Array): StoredTable {
  const names = joinedColumns(join);
  const added = join.columns.map((column, i) => ({
    name: names[i] ?? column,
    kind: kindIn(source, column) ?? 'text',
  }));
  return {
    rowCount: table.rowCount,
    schema: [...table.schema, ...added],
    async column(name) {
      const of = join.columns[names.indexOf(name)];
      return of === undefined ? table.column(name) : { ...gatherRows(await source.column(of), rows), name };
    },
  };
}

async function eventsOf(
  table: StoredTable,
  charter: Charter,
  join: AsOfJoin,
  complain: Complain,
): Promise<Observations> {
  const time = charter.data.time?.column;
  if (time === undefined) return complain([], 'data.time.column is not set', 'a time of each row to go by');
  const keys: Column[] = [];
  for (const name of Object.keys(join.on)) {
    if (kindIn(table, name) === undefined)
      await complain(
        ['on', name],
        `there is no column "${name}"`,
        table.schema.map((column) => column.name).join(', '),
      );
    keys.push(await table.column(name));
  }
  const untimed = () => complain([], `data.time.column "${time}" holds no times`, 'dates or instants');
  return { keys, time: await timesIn(table, time, untimed) };
}

async function featuresOf(
  source: StoredTable,
  join: AsOfJoin,
  keys: readonly Column[],
  complain: Complain,
): Promise<Features> {
  const wanted = [...Object.values(join.on), join.time, ...(join.created === undefined ? [] : [join.created])];
  const absent = [...wanted, ...join.columns].find((name) => kindIn(source, name) === undefined);
  if (absent !== undefined) {
    const there = source.schema.map(({ name }) => name).join(', ');
    await complain([], `${sourceName(join.source)} has no column "${absent}"`, `one of ${there}`);
  }
  const own: Column[] = [];
  for (const [i, name] of Object.values(join.on).entries()) {
    const [came, event] = [await source.column(name), keys[i]];
    if (event !== undefined && !areComparable(event, came))
      await complain(['on', event.name], `"${name}" is of type ${came.kind}`, `a key of type ${event.kind}`);
    own.push(came);
  }
  const times = (name: string, path: string) =>
    timesIn(source, name, () => complain([path], `"${name}" holds no times`, 'dates or instants'));
  return {
    keys: own,
    time: await times(join.time, 'time'),
    created: join.created === undefined ? undefined : await times(join.created, 'created'),
  };
}

function kindIn(table: StoredTable, name: string): ColumnKind | undefined {
  return table.schema.find((column) => column.name === name)?.kind;
}

type Complain = (path: readonly string[], came: string, expected: string) => Promise<never>;

/** TND-1001 at a place of the join in the charter. */
function complaints(ports: Ports, index: number): Complain {
  return async (path, came, expected) => {
    const place = ['data', 'joins', index, ...path];
    const where = `data.joins[${index}]${path.map((step) => `.${step}`).join('')}`;
    throw new Problem('TND-1001', {
      message: `${where}: ${came}`,
      expected,
      came,
      place: await placeInCharter(ports, place),
      next: [`correct ${where} in ${charterPath}`],
    });
  };
}

async function timesIn(table: StoredTable, name: string, complain: () => Promise<never>): Promise<NumericColumn> {
  const kind = kindIn(table, name);
  const column = kind === 'date' || kind === 'instant' ? await table.column(name) : undefined;
  return column === undefined || column.kind === 'text' ? complain() : column;
}

interface Reads {
  readonly join: AsOfJoin;
  readonly keys: readonly Column[];
  readonly columns: Readonly<Record<string, ColumnReading>>;
}

/** Reads a joined source. What the charter says of a column goes by the name that the column has among the rows. */
async function readJoined(ports: Ports, charter: Charter, { join, keys, columns }: Reads): Promise<SourceReading> {
  const { missing, maxRejected } = charter.data;
  const own = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(
      join.columns.flatMap((column) => {
        const name = `${join.prefix}${column}`;
        return Object.hasOwn(entries, name) ? [[column, entries[name] as V]] : [];
      }),
    );
  const asKeys = Object.values(join.on).map((column, i) => [column, { kind: keys[i]?.kind ?? 'text' }] as const);
  return ports.tables.read({
    source: join.source,
    columns: { ...own(columns), ...Object.fromEntries(asKeys) },
    missing: { ...own(missing), ...(missing['*'] !== undefined && { '*': missing['*'] }) },
    maxRejected,
  });
}
