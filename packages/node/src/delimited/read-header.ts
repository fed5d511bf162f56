import { type DelimitedMemory, scanEndings } from '@tend/kernels';
import { Problem, type ProblemDetail } from '@tend/protocol';
import { countText } from '@tend/table';
import { type RecordFault, recordFault } from './record-fault.ts';
import type { TextSource } from './text-source.ts';

export const mostColumns = 10_000;
export const longestRecordBytes: number = 64 * 2 ** 20;

/** How the text is cut into records. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
}

export interface Header {
  readonly names: readonly string[];
  /** Offset of the first record after it. */
  readonly end: number;
}

/** The kernels' place for fields (u32) and for the report of a scan, and how many fields there is room for. */
export interface ScanPlace {
  readonly fields: number;
  readonly capacity: number;
  readonly report: number;
}

/**
 * Reads the first line of a text, filling its memory as far as needed. TND-1201 for an empty text, a line that is no record,
 * names that are empty, double, or numbers, and for more than 10,000 of them.
 */
export async function readHeader(
  memory: DelimitedMemory,
  source: TextSource,
  file: string,
  { delimiter, quote }: Dialect,
  place: ScanPlace,
): Promise<Header> {
  const report = place.report >>> 2;
  for (;;) {
    await source.fill();
    if (source.isLast && isBlank(source.view())) throw emptyFile(file, source.sizeBytes);
    memory.words[report + 7] = 0;
    const { address, length } = source;
    const ending =
      scanEndings[
        memory.kernels.scanRecords(
          ...([address, 0, length, source.isLast ? 1 : 0, delimiter, quote, mostColumns + 1] as const),
          ...([place.fields, place.capacity, place.report] as const),
        )
      ];
    if (ending === 'done' && memory.words[report] === 0 && !source.isLast) {
      if (source.length >= longestRecordBytes) throw tooLong(file, 1);
      source.grow();
      continue;
    }
    const [, , , at = 0, fieldCount = 0, end = 0] = memory.words.subarray(report, report + 6);
    if (ending === 'ragged' && fieldCount <= mostColumns) {
      const names = namesOf(memory, source, place.fields, fieldCount, end, quote);
      checkNames(file, names, source.view());
      return { names, end: at };
    }
    if (ending === 'blank line') checkNames(file, [''], source.view());
    if (ending === 'done' || ending === 'full' || ending === 'ragged') throw tooManyColumns(file, source.view());
    throw headerFault(file, ending ?? 'ragged', source, at);
  }
}

/** TND-1201 for a record that does not fit into memory. */
export function tooLong(file: string, line: number): Problem {
  return new Problem('TND-1201', {
    message: `the record that starts in line ${countText(line)} of ${file} is longer than 64 MiB`,
    expected: 'records of at most 64 MiB',
    came: 'more than 64 MiB up to the end of the record',
    next: ['check that its quotes are closed', 'check that this is the file you mean'],
    place: { file, line },
  });
}

function namesOf(
  memory: DelimitedMemory,
  source: TextSource,
  fields: number,
  count: number,
  end: number,
  quote: number,
): readonly string[] {
  const text = source.view();
  const mark = String.fromCharCode(quote);
  return Array.from({ length: count }, (_, i) => {
    const at = (fields >>> 2) + i;
    const entry = memory.words[at] as number;
    const next = i === count - 1 ? end + 1 : (memory.words[at + 1] as number) & 0x3fff_ffff;
    const isQuoted = entry >>> 31;
    const name = text.toString('utf8', (entry & 0x3fff_ffff) + isQuoted, next - 1 - isQuoted);
    return isQuoted === 1 ? name.replaceAll(mark + mark, mark) : name;
  });
}

function checkNames(file: string, names: readonly string[], text: Buffer): void {
  const problem = (message: string, expected: string, came: string, next: string): Problem =>
    firstLineProblem(file, text, { message, expected, came, next: [next] });
  const empty = names.indexOf('');
  if (empty >= 0)
    throw problem(
      `column ${empty + 1} of ${file} has no name`,
      'a name for every column in the first line',
      'an empty name',
      'name it in the first line; row numbers written by pandas go away with index=False',
    );
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = seen.get(name);
    if (first !== undefined)
      throw problem(
        `two columns of ${file} are named "${name}"`,
        'distinct names in the first line',
        `"${name}" as column ${first + 1} and ${index + 1}`,
        'rename one of them',
      );
    seen.set(name, index);
  }
  if (names.every((name) => name.trim() !== '' && Number.isFinite(Number(name))))
    throw problem(
      `the first line of ${file} holds numbers, not column names`,
      'column names in the first line',
      names.slice(0, 5).join(', '),
      'put a line with the column names before it',
    );
}

function tooManyColumns(file: string, text: Buffer): Problem {
  return firstLineProblem(file, text, {
    message: `${file} has more than ${countText(mostColumns)} columns`,
    expected: `at most ${countText(mostColumns)} columns`,
    came: 'more of them in the first line',
    next: ['check the delimiter', 'turn columns that repeat themselves into rows'],
  });
}

function headerFault(file: string, fault: RecordFault, source: TextSource, at: number): Problem {
  const line = source.lineAt(at);
  const rest = source.view().toString('utf8', at, at + 40);
  const { message, expected, came, next } = recordFault(fault, { file, line, columnCount: 0, fieldCount: 0, rest });
  const text = lineTextAt(source.view(), at);
  return new Problem('TND-1201', { message, expected, came, next: [...next], place: { file, line, text } });
}

function firstLineProblem(file: string, text: Buffer, detail: Omit<ProblemDetail, 'place'>): Problem {
  return new Problem('TND-1201', { ...detail, place: { file, line: 1, text: lineTextAt(text, 0) } });
}

/** The line around an offset, at most 400 characters of it. */
export function lineTextAt(text: Buffer, at: number): string {
  const start = at === 0 ? 0 : text.lastIndexOf(0x0a, at - 1) + 1;
  const end = text.indexOf(0x0a, at);
  const line = text.toString('utf8', start, Math.min(end < 0 ? text.length : end, start + 1600)).replace(/\r$/, '');
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}

function emptyFile(file: string, sizeBytes: number): Problem {
  return new Problem('TND-1201', {
    message: `${file} is empty`,
    expected: 'a header line and rows',
    came: `${countText(sizeBytes)} bytes without a character`,
    next: ['write the data out again: this file holds none'],
    place: { file },
  });
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
