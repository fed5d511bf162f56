import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from '@tend/node';
import type { Table } from '@tend/table';
import { writeWideTable } from '../data/wide-table.ts';

export interface WideFrame {
  readonly path: string;
  readonly table: Table;
  /** The thirty columns without the one that would be predicted. */
  readonly columns: readonly string[];
  readonly rows: Int32Array;
  remove(): void;
}

/** The wide table of the benchmarks, as a file and in memory. */
export async function wideFrame(rowCount: number): Promise<WideFrame> {
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const path = join(folder, 'wide.csv');
  writeWideTable(path, { rowCount, seed: 1 });
  const table = await readCsv(path);
  return {
    path,
    table,
    columns: table.columns.map(({ name }) => name).filter((name) => name !== 'is_returned'),
    rows: Int32Array.from({ length: table.rowCount }, (_, row) => row),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
