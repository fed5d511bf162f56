import type { ConvertedFile } from '../converted-file.ts';
import type { ReadLimits } from '../read-limits.ts';
import { unreadable } from '../source-problem.ts';
import { openTextWriter } from '../text-writer.ts';
import { typedColumns, type ValueKind } from '../value-kinds.ts';
import { type JsonRecord, jsonElements, jsonLines } from './json-records.ts';
import { jsonCell, parseRecord } from './parse-record.ts';

/** One JSON source: an array of objects, or one object a line. */
export interface JsonSource {
  readonly name: string;
  readonly format: 'json' | 'jsonLines';
  /** UTF-8 without a byte order mark; each call reads anew. */
  text(): AsyncIterable<Uint8Array>;
}

/**
 * Writes JSON sources as delimited text, one file each, all with the same columns: the members of all records in order of
 * first appearance. An absent member and null are missing, nested values become their JSON text, and numbers that float64
 * would round stay as they are written. TND-1201 for what is not such JSON.
 */
export async function convertJson(
  sources: readonly JsonSource[],
  pathOf: (index: number) => string,
  limits: ReadLimits,
): Promise<readonly ConvertedFile[]> {
  const columns = await firstColumns(sources);
  let converted = await convertWith(columns, sources, (index) => pathOf(index), limits);
  // Later records brought new members: now they are known.
  if (converted === undefined)
    converted = await convertWith(columns, sources, (index) => `${pathOf(index)}.all`, limits);
  if (converted === undefined || columns.size === 0) throw noColumns(sources);
  return converted;
}

type KindsOfColumns = Map<string, Set<ValueKind>>;

/** As a prefix of all records these keep the order of first appearance, however the bytes come in blocks. */
const firstRecords = 1000;

/** The members of the first records: nearly always all there are. */
async function firstColumns(sources: readonly JsonSource[]): Promise<KindsOfColumns> {
  const columns: KindsOfColumns = new Map();
  let left = firstRecords;
  for (const source of sources)
    for await (const records of recordsOf(source)) {
      for (const record of records.slice(0, left))
        for (const key of Object.keys(parseRecord(source.name, record))) columns.set(key, new Set());
      left -= records.length;
      if (left <= 0) return columns;
    }
  return columns;
}

/** Undefined where records have members that are no columns yet; `columns` holds them then. */
async function convertWith(
  columns: KindsOfColumns,
  sources: readonly JsonSource[],
  pathOf: (index: number) => string,
  limits: ReadLimits,
): Promise<readonly ConvertedFile[] | undefined> {
  const names = [...columns.keys()];
  const files: Omit<ConvertedFile, 'columns'>[] = [];
  for (const [index, source] of sources.entries()) {
    const path = pathOf(index);
    const writer = await openTextWriter(source.name, path, names, limits);
    const lines = lineMap();
    let rowCount = 0;
    try {
      for await (const records of recordsOf(source))
        for (const record of records) {
          const object = parseRecord(source.name, record);
          rowCount++;
          for (const key of Object.keys(object)) if (!columns.has(key)) columns.set(key, new Set());
          if (columns.size > names.length) continue;
          lines.add(writer.lineCount + 1, record.line);
          const cells = names.map((key) => {
            const cell = jsonCell(source.name, record, Object.hasOwn(object, key) ? object[key] : undefined);
            columns.get(key)?.add(cell.kind);
            return cell.text;
          });
          await writer.write(cells);
        }
    } finally {
      await writer.close();
    }
    files.push({ name: source.name, path, rowCount, sourceLine: lines.find });
  }
  if (columns.size > names.length) return undefined;
  const typed = typedColumns(columns);
  return files.map((file) => ({ ...file, columns: typed }));
}

function recordsOf({ name, format, text }: JsonSource): AsyncGenerator<JsonRecord[]> {
  return format === 'json' ? jsonElements(name, decodedText(text())) : jsonLines(name, decodedText(text()));
}

async function* decodedText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const block of bytes) yield decoder.decode(block, { stream: true });
}

/** Which line of the source a line of the text came from, as the few places where their distance changes. */
function lineMap(): { add(line: number, sourceLine: number): void; find(line: number): number } {
  const [starts, distances]: [number[], number[]] = [[], []];
  return {
    add: (line, sourceLine) => {
      if (distances.at(-1) === sourceLine - line) return;
      starts.push(line);
      distances.push(sourceLine - line);
    },
    find: (line) => {
      let [low, high] = [0, starts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= line) low = middle + 1;
        else high = middle;
      }
      return line + (distances[low - 1] ?? 0);
    },
  };
}

function noColumns(sources: readonly JsonSource[]): Error {
  return unreadable(sources.map(({ name }) => name).join(', '), {
    message: `${sources.map(({ name }) => name).join(', ')} holds no object with a member`,
    expected: 'objects, one a row',
    came: 'none',
    next: ['write the data out again: this holds none'],
  });
}
