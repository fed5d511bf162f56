import type { Blobs, ReadRequest, SourceReading, TableSource } from '@tend/lifecycle';
import { Problem, sourceName } from '@tend/protocol';
import { type InferredColumn, storedInMemory } from '@tend/table';
import { duckdbTables } from '../duckdb/duckdb-tables.ts';

/** Reads the sources of a project; relative paths start at its folder, and what is kept goes among its blobs. */
export function openSources(folder: string, blobs: Pick<Blobs, 'putTable'>): TableSource {
  return { read: (request) => read(folder, blobs, request) };
}

async function read(folder: string, blobs: Pick<Blobs, 'putTable'>, request: ReadRequest): Promise<SourceReading> {
  const { source, columns, missing } = request;
  const path = typeof source === 'string' ? source : 'path' in source ? source.path : undefined;
  if (typeof path !== 'string')
    throw new Problem('TND-1004', {
      message: `${sourceName(source)} cannot be read`,
      expected: 'one file of delimited text',
      came: 'another kind of source',
    });
  const files = duckdbTables(folder);
  const proposal = await files.propose(path, { missing });
  const schema = proposal.schema.map(({ name, kind }) => ({ name, kind: columns[name]?.kind ?? kind }));
  const { table, sizeBytes, fileDigest } = await files.read(path, schema, { missing });
  const stored = storedInMemory(table);
  return {
    table: stored,
    columns: schema.map(
      ({ name, kind }): InferredColumn => ({
        name,
        kind,
        meaning: kind === 'text' ? 'category' : 'quantity',
        reason: columns[name] === undefined ? (proposal.reasons[name] ?? '') : 'as declared',
      }),
    ),
    rejected: [],
    files: [{ name: path, sizeBytes, digest: fileDigest, rowCount: table.rowCount }],
    digest: fileDigest,
    store: () => blobs.putTable(stored),
    close: async () => {},
  };
}
