import type { CheckedFile } from './check-shape.ts';
import type { ReadOptions } from './delimited-source.ts';
import { type Sandbox, sqlText } from './open-sandbox.ts';
import { checkUnchanged, countText, dataProblem } from './source-file.ts';

/** The name of column `index` of the table `raw`. */
export function rawColumn(index: number): string {
  return `c${index}`;
}

/**
 * Lets DuckDB read the file as text into the table `raw`, null where a cell is spelled as missing. An empty field and
 * an empty quoted field are the same. TND-1201 where DuckDB counts other rows than the scan did.
 */
export async function loadRaw(sandbox: Sandbox, file: CheckedFile, options: ReadOptions): Promise<void> {
  const columns = file.names.map((_, index) => `'${rawColumn(index)}': 'VARCHAR'`);
  const cells = file.names.map((name, index) => {
    const spellings = options.missing[name] ?? options.missing['*'] ?? [''];
    const cell = `coalesce(${rawColumn(index)}, '')`;
    if (spellings.length === 0) return `${cell} as ${rawColumn(index)}`;
    return `case when ${cell} not in (${spellings.map(sqlText).join(', ')}) then ${cell} end as ${rawColumn(index)}`;
  });
  const disagree = (came: string, error?: unknown) =>
    dataProblem(file, undefined, {
      message: `the two readers of ${file.name} disagree, so it is not read at all`,
      expected: `${countText(file.recordCount)} rows of ${file.names.length} columns, as scanned`,
      came: error instanceof Error ? (error.message.split('\n')[0] ?? came) : came,
    });
  try {
    await sandbox.connection.run(`
      create temp table raw as select ${cells.join(', ')} from read_csv(${sandbox.fileSql},
        columns = {${columns.join(', ')}}, auto_detect = false, header = true, all_varchar = true, strict_mode = true,
        delim = ${sqlText(file.delimiter)}, quote = '"', escape = '"', null_padding = false, ignore_errors = false,
        compression = 'none', parallel = false, max_line_size = ${Math.max(file.sizeBytes + 2, 2 ** 21)})`);
  } catch (error) {
    await checkUnchanged(file);
    throw disagree('a failure to parse it', error);
  }
  await checkUnchanged(file);
  const counted = await sandbox.connection.runAndReadAll('select count(*)::integer from raw');
  const rowCount = Number(counted.getRowsJS()[0]?.[0]);
  if (rowCount !== file.recordCount) throw disagree(`${countText(rowCount)} rows in DuckDB`);
}
