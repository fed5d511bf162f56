import type { Charter, ColumnContract } from '@tend/protocol';
import { Problem } from '@tend/protocol';
import {
  compileExpression,
  decodeTable,
  type Expression,
  evaluateOver,
  InvalidExpression,
  type Schema,
  schemaOf,
  type Table,
} from '@tend/table';
import { checkColumns } from '../charter/check-columns.ts';
import { charterPath } from '../charter/read-charter.ts';
import type { Ports, ProposedSchema, ReadTable } from '../ports.ts';
import { getRecord } from '../record/record.ts';

/** The data of one iteration, loaded at most once each and only when a stage asks. */
export interface Workbench {
  /** The source as it stands, read strictly with the proposed schema and the types that the charter overrules. */
  reading(): Promise<Reading>;
  /** A snapshot's table, from its payload. */
  snapshot(digest: string): Promise<Table>;
}

export interface Reading extends ReadTable {
  readonly proposal: ProposedSchema;
}

/** A workbench over the charter's source. */
export function openWorkbench(ports: Ports, charter: Charter): Workbench {
  let reading: Promise<Reading> | undefined;
  const snapshots = new Map<string, Promise<Table>>();
  return {
    reading() {
      reading ??= readSource(ports, charter);
      return reading;
    },
    snapshot(digest) {
      const known = snapshots.get(digest);
      if (known) return known;
      const table = loadSnapshot(ports, digest);
      snapshots.set(digest, table);
      return table;
    },
  };
}

/** The table of a snapshot record. TND-3104 where its payload no longer hashes to its digest. */
export async function loadSnapshot(ports: Ports, digest: string): Promise<Table> {
  const record = await ports.store.read((reader) => getRecord(ports, reader, 'snapshot', digest));
  return decodeTable(await ports.blobs.get(record.body.payload));
}

async function readSource(ports: Ports, charter: Charter): Promise<Reading> {
  const options = { missing: charter.data.missing };
  const path = charter.data.source;
  const proposal = await ports.tables.propose(path, options);
  await checkColumns(ports, charter, proposal.schema);
  const schema = overrule(proposal.schema, charter.data.contract);
  return { ...(await ports.tables.read(path, schema, options)), proposal };
}

/** The proposed schema with the types that a person wrote into the charter. */
function overrule(schema: Schema, contract: Readonly<Record<string, ColumnContract>>): Schema {
  return schema.map((column) => ({ name: column.name, kind: contract[column.name]?.type ?? column.kind }));
}

/** A charter expression over a table's columns. TND-1006 names the place in the expression and what exists. */
export function expressionOver(charter: Charter, table: Table, text: string, where: string): Expression {
  try {
    return compileExpression(text, { aliases: charter.data.aliases, columns: schemaOf(table) });
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

/** The rows for which an expression of the charter is true. */
export function rowsWhere(charter: Charter, table: Table, where: string): Int32Array {
  const decisions = evaluateOver(expressionOver(charter, table, where, "a criterion's where"), table);
  return Int32Array.from(decisions.keys()).filter((row) => decisions[row] === 1);
}
