import type { Charter, ColumnContract } from '@tend/protocol';
import { Problem } from '@tend/protocol';
import {
  type ColumnReading,
  canonicalJson,
  compileExpression,
  type Expression,
  evaluateOver,
  InvalidExpression,
  loadColumns,
  rememberedColumns,
  type Schema,
  type StoredTable,
  schemaOf,
  type Table,
} from '@tend/table';
import { type JoinedReading, joinedColumns, joinSources } from '../as-of/index.ts';
import { checkColumns } from '../charter/check-columns.ts';
import { charterPath } from '../charter/read-charter.ts';
import type { Ports, SourceReading } from '../ports.ts';
import { digestText, getRecord } from '../record/record.ts';
import { presentPayload, withoutWithdrawn } from '../withdrawn/index.ts';
import { currentContract } from './current-contract.ts';

/** The data of one iteration, loaded at most once each and only when a stage asks. */
export interface Workbench {
  /** The source as it stands, read as the charter says, else as the takings before it were read. */
  reading(): Promise<Reading>;
  /** A snapshot's table, from its payload. */
  snapshot(digest: string): Promise<Table>;
  /** Frees what the reading holds outside of memory. */
  close(): Promise<void>;
}

/** Columns of the source that stay in memory for the stages that look at them again. */
const rememberedBytes = 256 * 2 ** 20;

/** A source as the stages see it, with the columns of the charter's joins. */
export interface Reading extends SourceReading {
  /** The sources that were joined, in the order of the charter. With any, `digest` covers their digests too. */
  readonly joined: readonly JoinedReading[];
  /** Ids of all withdrawals: the rows of these persons are not in the table. */
  readonly withdrawals: readonly string[];
  /** How many rows that left out. */
  readonly leftOut: number;
}

/** A workbench over the charter's source; `afresh`: nothing that was accepted before decides how it is read. */
export function openWorkbench(
  ports: Ports,
  charter: Charter,
  reads: 'as accepted' | 'afresh' = 'as accepted',
): Workbench {
  let reading: Promise<Reading> | undefined;
  const snapshots = new Map<string, Promise<Table>>();
  return {
    reading() {
      reading ??= readSource(ports, charter, reads);
      return reading;
    },
    snapshot(digest) {
      const known = snapshots.get(digest);
      if (known) return known;
      const table = loadSnapshot(ports, digest);
      snapshots.set(digest, table);
      return table;
    },
    async close() {
      const opened = await reading?.catch(() => undefined);
      await opened?.close();
    },
  };
}

/**
 * The table of a snapshot record, without rows that were withdrawn since. TND-3104 where its payload no longer hashes to
 * its digest.
 */
export async function loadSnapshot(ports: Ports, digest: string): Promise<Table> {
  const record = await ports.store.read((reader) => getRecord(ports, reader, 'snapshot', digest));
  return loadColumns(await ports.blobs.openTable(await presentPayload(ports, record.body.payload)));
}

async function readSource(ports: Ports, charter: Charter, reads: 'as accepted' | 'afresh'): Promise<Reading> {
  const reading = await readAsCharted(ports, charter, reads);
  try {
    await checkColumns(ports, charter, reading.table.schema);
  } catch (error) {
    await reading.close();
    throw error;
  }
  return reading;
}

/** The charter's source with the columns of its joins, whatever columns they have: nothing is held against the charter yet. */
export async function readAsCharted(
  ports: Ports,
  charter: Charter,
  reads: 'as accepted' | 'afresh' = 'as accepted',
): Promise<Reading> {
  const { source, missing, maxRejected, contract, joins } = charter.data;
  const columns = { ...(reads === 'afresh' ? {} : await acceptedReading(ports)), ...declaredColumns(contract) };
  const given = new Set(joins.flatMap(joinedColumns));
  const own = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !given.has(name)));
  const reading = await ports.tables.read({ source, missing: own(missing), maxRejected, columns: own(columns) });
  const open: Pick<SourceReading, 'close'>[] = [reading];
  const close = async () => {
    for (const { close } of open.splice(0)) await close();
  };
  try {
    const remaining = await withoutWithdrawn(ports, charter, reading);
    const base = rememberedColumns(remaining.table, rememberedBytes);
    // The bytes of the source as it was read, which a reading may keep, must not reach the store.
    const store = remaining.leftOut === 0 ? reading.store : () => ports.blobs.putTable(base);
    const { table, joined } = await joinSources(ports, charter, {
      base,
      columns,
      onOpen: (joined) => open.push(joined),
    });
    const whole = [...reading.columns, ...joined.flatMap((join) => join.columns)];
    const digests = [reading, ...joined].map(({ digest }) => digest);
    const digest = joined.length === 0 ? reading.digest : digestText(ports, canonicalJson(digests));
    const warnings = [reading, ...joined].flatMap((read) => read.warnings);
    return { ...reading, ...remaining, table, columns: whole, warnings, joined, digest, store, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How the contract in force says that columns are read. */
async function acceptedReading(
  ports: Pick<Ports, 'store' | 'sha256' | 'utf8'>,
): Promise<Readonly<Record<string, ColumnReading>>> {
  const contract = await ports.store.read((reader) => currentContract(ports, reader));
  return contract?.body.reading ?? {};
}

/** How columns are read by the word of a person, where the charter gives a type. */
function declaredColumns(contract: Readonly<Record<string, ColumnContract>>): Record<string, ColumnReading> {
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(
    Object.entries(contract).flatMap(([name, { type, format }]) =>
      type === undefined ? [] : [[name, { kind: type, ...(format && { format }) }]],
    ),
  );
}

/** A charter expression over a table's columns. TND-1006 names the place in the expression and what exists. */
export function expressionOver(charter: Charter, table: Table, text: string, where: string): Expression {
  return expressionOn(charter, schemaOf(table), text, where);
}

/** A charter expression over columns of this schema. TND-1006 as `expressionOver`. */
export function expressionOn(charter: Charter, columns: Schema, text: string, where: string): Expression {
  try {
    return compileExpression(text, { aliases: charter.data.aliases, columns });
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    throw new Problem(
      'TND-1006',
      {
        message: `${where} in ${charterPath}: ${error.message}`,
        expected: 'an expression over columns and aliases that is true or false',
        came: text,
        next: [`correct ${where}; aliases for columns with spaces stand under data.aliases`],
      },
      { cause: error },
    );
  }
}

/** The outcome of each row: 1, 0, or -1 where it is unknown. */
export function outcomesOf(charter: Charter, table: Table): Int8Array {
  return evaluateOver(expressionOver(charter, table, charter.target.expression, 'target.expression'), table);
}

/** The outcome of each row of a stored table, of which only the columns of the target are loaded. */
export async function storedOutcomes(charter: Charter, stored: StoredTable): Promise<Int8Array> {
  return decisionsOver(expressionOn(charter, stored.schema, charter.target.expression, 'target.expression'), stored);
}

/** An expression's answer for each row of a stored table, of which only the columns it reads are loaded. */
export async function decisionsOver(expression: Expression, stored: StoredTable): Promise<Int8Array> {
  return evaluateOver(expression, await loadColumns(stored, expression.columns));
}

/** The rows for which an expression of the charter is true. */
export function rowsWhere(charter: Charter, table: Table, where: string): Int32Array {
  const decisions = evaluateOver(expressionOver(charter, table, where, "a criterion's where"), table);
  return Int32Array.from(decisions.keys()).filter((row) => decisions[row] === 1);
}
