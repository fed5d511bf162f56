import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Cells of a CSV file as they stand. */
export interface TextTable {
  readonly rowCount: number;
  /** All cells of a column; throws where there is none of the name. */
  column(name: string): readonly string[];
}

/** Reads a file whose cells hold no commas, packed or not; quotes around cells go. */
export function readTextTable(path: string): TextTable {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const plain = text.replaceAll('"', '').trimEnd();
  const [header = '', ...lines] = plain.split('\n');
  const names = header.split(',');
  const rows = lines.map((line) => line.split(','));
  return {
    rowCount: rows.length,
    column: (name) => {
      const index = names.indexOf(name);
      if (index < 0) throw new Error(`${path} has no column ${name}`);
      return rows.map((row) => row[index] ?? '');
    },
  };
}
