import { readDelimited } from '@tend/node';
import { Problem } from '@tend/protocol';
import { cellAt, loadColumns } from '@tend/table';
import type { PythonRows } from './expected-rows.ts';
import type { GeneratedText } from './generated-text.ts';

/** The rows that Tend reads, header first, missing cells as empty; the problem where it refuses. */
export async function readGenerated(generated: GeneratedText): Promise<Exclude<PythonRows, undefined> | Problem> {
  const { delimiter, quote, names, pieceSizes, text } = generated;
  const bytes = new TextEncoder().encode(text);
  async function* open(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const size of pieceSizes) {
      yield bytes.subarray(at, at + size);
      at += size;
    }
    yield bytes.subarray(at);
  }
  try {
    const input = { name: 'generated.csv', open };
    // A declared kind keeps each cell as it was spelled.
    const columns = Object.fromEntries(names.map((name) => [name, { kind: 'text' as const }]));
    const reading = await readDelimited([input], { columns, missing: {}, maxRejected: 0, delimiter, quote });
    try {
      const table = await loadColumns(reading.table);
      const rows = Array.from({ length: table.rowCount }, (_, row) =>
        table.columns.map((column) => String(cellAt(column, row) ?? '')),
      );
      return [table.columns.map(({ name }) => name), ...rows];
    } finally {
      await reading.close();
    }
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
