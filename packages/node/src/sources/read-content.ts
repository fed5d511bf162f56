import { createHash } from 'node:crypto';
import type { ReadRequest, RejectedRow, SourceFile } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import type { InferredColumn, StoredTable } from '@tend/table';
import type { DelimitedReading } from '../delimited/delimited-input.ts';
import { readDelimited } from '../delimited/read-delimited.ts';
import { missingMark, type TypedColumn } from './converted-file.ts';
import { type ContentFile, openContent, type ReadPlace, type SourceContent } from './open-content.ts';
import { unreadable } from './source-problem.ts';

/** A source as it was read: everything that a `SourceReading` says, and the table. */
export interface ReadContent {
  readonly table: StoredTable;
  readonly columns: readonly InferredColumn[];
  readonly rejected: readonly RejectedRow[];
  readonly files: readonly SourceFile[];
  readonly digest: string;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** Reads a source whole in this process. TND-1004, TND-1201. */
export async function readContent(request: ReadRequest, place: ReadPlace): Promise<ReadContent> {
  const content = await openContent(request.source, place);
  const typed = typedColumns(content);
  const reading = await readText(request, content, typed);
  try {
    const files = await filesOf(content, reading);
    return {
      table: reading.table,
      columns: reading.columns.map((column) => {
        const known = Object.hasOwn(request.columns, column.name) ? undefined : typed.get(column.name);
        return known === undefined ? column : { ...column, reason: known.reason };
      }),
      rejected: reading.rejected.map((row) => ({
        ...row,
        line: sourceLine(content, row.file, row.line),
        ...(!hasLines(content) && { hasNoLines: true }),
      })),
      files,
      digest: digestOf(files),
      warnings: content.files.flatMap(({ converted }) => converted?.warnings ?? []),
      close: reading.close,
    };
  } catch (error) {
    await reading.close();
    throw error;
  }
}

/** The types of columns on which all files agree. */
function typedColumns({ files }: SourceContent): ReadonlyMap<string, TypedColumn> {
  const [first, ...others] = files.map(({ converted }) => converted?.columns ?? {});
  const agreed = Object.entries(first ?? {}).filter(([name, { reading }]) =>
    others.every((columns) => Object.hasOwn(columns, name) && columns[name]?.reading.kind === reading.kind),
  );
  return new Map(agreed);
}

async function readText(
  request: ReadRequest,
  content: SourceContent,
  typed: ReadonlyMap<string, TypedColumn>,
): Promise<DelimitedReading> {
  const { source, columns, missing, maxRejected } = request;
  const inputs = content.files.map(({ name, text, sizeBytes }) => ({ name, open: text, sizeBytes }));
  if (!content.isConverted) {
    const { delimiter, quote, decimal } = typeof source === 'object' && !('query' in source) ? source : {};
    return readDelimited(inputs, { columns, missing, maxRejected, delimiter, quote, decimal });
  }
  const known = Object.fromEntries([...typed].map(([name, { reading }]) => [name, reading]));
  const marked = Object.entries({ '*': [''], ...missing }).map(([name, spellings]) => [
    name,
    [...spellings, missingMark],
  ]);
  try {
    return await readDelimited(inputs, {
      columns: { ...known, ...columns },
      missing: Object.fromEntries(marked),
      maxRejected,
      delimiter: ',',
    });
  } catch (error) {
    throw error instanceof Problem ? placedInSource(error, content) : error;
  }
}

/** A fault in text that was written out, with the line of the file that it came from; a query and Parquet have rows. */
function placedInSource(problem: Problem, content: SourceContent): Problem {
  const { place, message } = problem.detail;
  if (place?.line === undefined) return problem;
  const { line, file } = place;
  const from = `line ${line.toLocaleString('en-US')} `;
  const isInLines = hasLines(content);
  const to = sourceLine(content, file, line);
  const named = `${isInLines ? 'line' : 'row'} ${to.toLocaleString('en-US')} `;
  const { text: _text, column: _column, ...rest } = place;
  return new Problem(
    problem.code,
    { ...problem.detail, message: message.replace(from, named), place: isInLines ? { ...rest, line: to } : { file } },
    { cause: problem },
  );
}

/** Whether a source has lines that a person can look up: Parquet and queries have rows only. */
function hasLines({ files, isConverted }: SourceContent): boolean {
  return !isConverted || files.some(({ converted }) => converted?.sourceLine !== undefined);
}

/** The line of a JSON file, or the row of a file or query without lines, that a line of its text came from. */
function sourceLine({ files, isConverted }: SourceContent, name: string, line: number): number {
  if (!isConverted) return line;
  const find = files.find((file) => file.name === name)?.converted?.sourceLine;
  return find === undefined ? line - 1 : find(line);
}

async function filesOf({ files }: SourceContent, reading: DelimitedReading): Promise<readonly SourceFile[]> {
  const described: SourceFile[] = [];
  for (const [i, file] of files.entries()) {
    const rowCount = reading.rowCounts[i] ?? 0;
    checkCount(file, rowCount + reading.rejected.filter((row) => row.file === file.name).length);
    described.push({ name: file.name, sizeBytes: file.sizeBytes, digest: await file.digest(), rowCount });
  }
  return described;
}

/** Two readers saw the rows: what wrote them out, and what read that. */
function checkCount({ name, converted }: ContentFile, rows: number): void {
  if (converted === undefined || converted.rowCount === rows) return;
  throw unreadable(name, {
    message: `the two readers of ${name} disagree, so it is not read at all`,
    expected: `${converted.rowCount.toLocaleString('en-US')} rows, as the source gave`,
    came: `${rows.toLocaleString('en-US')} rows`,
    next: ['report it: this is a fault of Tend'],
  });
}

/** Of the one file; of the digests of several in their order. */
function digestOf(files: readonly SourceFile[]): string {
  const [only] = files;
  if (files.length === 1 && only !== undefined) return only.digest;
  const hash = createHash('sha256');
  for (const { digest } of files) hash.update(Buffer.from(digest, 'hex'));
  return hash.digest('hex');
}
