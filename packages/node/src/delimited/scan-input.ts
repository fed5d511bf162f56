import { isUtf8 } from 'node:buffer';
import { type DelimitedMemory, scanEndings } from '@tend/kernels';
import { type Batch, recordSpan, withoutRows } from './batch.ts';
import type { FaultLog } from './fault-log.ts';
import { type Dialect, lineTextAt, longestRecordBytes, type ScanPlace, tooLong } from './read-header.ts';
import { type RecordFault, recordFault } from './record-fault.ts';
import type { TextSource } from './text-source.ts';

export interface ScanTask {
  readonly memory: DelimitedMemory;
  readonly source: TextSource;
  /** Place of the input among all, and its name. */
  readonly input: number;
  readonly file: string;
  readonly dialect: Dialect;
  readonly columnCount: number;
  readonly place: ScanPlace;
  /** Absent in a second pass over an input whose faults are known. */
  readonly faults: FaultLog | undefined;
  /** Gets all records of the input that are rows, in order, a block at a time. */
  readonly onBatch: (batch: Batch) => Promise<void>;
}

const lineFeed = 0x0a;

/**
 * Cuts what follows the header into records, and hands them on in batches. Records that are no rows go to the log: after one
 * whose end is unknown the scan goes on at the next line, after a quote that is out of place at the line after it opened.
 */
export async function scanInput(task: ScanTask): Promise<void> {
  const { source, file } = task;
  const blankLines: number[] = [];
  for (;;) {
    await source.fill();
    const end = await scanBlock(task, blankLines);
    if (end < source.length && end === 0 && source.isFull) {
      if (source.length >= longestRecordBytes) throw tooLong(file, source.lineAt(0));
      source.grow();
    }
    source.discard(end);
    if (source.isLast && (end === 0 || source.length === 0)) return;
  }
}

/** Reads the whole records of the text that is in memory; gives the offset of the first that is not whole. */
async function scanBlock(task: ScanTask, blankLines: number[]): Promise<number> {
  const { memory, source, dialect, columnCount, place } = task;
  const [report, stride] = [place.report >>> 2, columnCount + 1];
  const text = source.view();
  let rowCount = 0;
  let at = 0;
  const handOn = async (): Promise<void> => {
    if (rowCount === 0) return;
    const batch = { text: source.address, fields: place.fields, stride, rowCount, lineAt: source.lineAt };
    await task.onBatch(withoutBadBytes(task, batch, text));
    rowCount = 0;
  };
  for (;;) {
    const used = rowCount * stride;
    const code = memory.kernels.scanRecords(
      ...([source.address, at, source.length, source.isLast ? 1 : 0, dialect.delimiter, dialect.quote] as const),
      ...([columnCount, place.fields + 4 * used, place.capacity - used, place.report] as const),
    );
    const [rows = 0, next = 0, , offset = 0, fieldCount = 0, opened = 0, lineFeeds = 0] = memory.words.subarray(
      report,
      report + 7,
    );
    const ending = scanEndings[code] ?? 'done';
    // Blank lines at the end of a file are none; those that rows follow are rows without fields.
    if (rows > 0) for (const line of blankLines.splice(0)) logBlank(task, line);
    rowCount += rows;
    if (ending === 'done' || ending === 'full') {
      await handOn();
      source.noteLineFeeds(at, next, lineFeeds);
      if (ending === 'done') return next;
      at = next;
      continue;
    }
    const resume = resumeAt(ending, text, offset, opened);
    if (resume === undefined && !source.isLast) {
      // The rest of the faulty line is not here yet.
      await handOn();
      return next;
    }
    at = resume ?? source.length;
    if (ending === 'blank line') {
      if (blankLines.length < 100_001) blankLines.push(source.lineAt(next));
      continue;
    }
    for (const line of blankLines.splice(0)) logBlank(task, line);
    logFault(task, ending, { start: next, end: at, offset: isWhole(ending) ? next : offset, fieldCount });
  }
}

/** Where to go on after a fault: behind a record whose end is known, else at the next line; undefined where there is none. */
function resumeAt(ending: RecordFault, text: Buffer, offset: number, opened: number): number | undefined {
  if (isWhole(ending)) return offset;
  const from = ending === 'unclosed quote' || ending === 'text after quote' ? opened : offset;
  const found = text.indexOf(lineFeed, from);
  return found < 0 ? undefined : found + 1;
}

function isWhole(ending: RecordFault): boolean {
  return ending === 'ragged' || ending === 'blank line' || ending === 'mixed line ends';
}

interface FaultSpan {
  /** Of the record. */
  readonly start: number;
  readonly end: number;
  /** Of the fault. */
  readonly offset: number;
  readonly fieldCount: number;
}

function logFault({ source, input, file, columnCount, faults }: ScanTask, fault: RecordFault, span: FaultSpan): void {
  if (faults === undefined) return;
  if (!faults.wantsText) {
    faults.tally();
    return;
  }
  const text = source.view();
  const line = source.lineAt(span.offset);
  const rest = text.toString('utf8', span.offset, Math.min(text.length, span.offset + 40));
  faults.add({
    ...recordFault(fault, { file, line, columnCount, fieldCount: span.fieldCount, rest }),
    ...{ input, file, line },
    text: text.toString('utf8', span.start, Math.min(span.end, span.start + 16_384)).replace(/\r?\n$/, ''),
    lineText: lineTextAt(text, span.offset),
  });
}

function logBlank({ input, file, columnCount, faults }: ScanTask, line: number): void {
  if (faults === undefined) return;
  const fault = recordFault('blank line', { file, line, columnCount, fieldCount: 0, rest: '' });
  faults.add({ ...fault, input, file, line, text: '', lineText: '' });
}

/** The batch without records that are no UTF-8, which are logged. */
function withoutBadBytes(task: ScanTask, batch: Batch, text: Buffer): Batch {
  const { memory } = task;
  const [start] = recordSpan(memory, batch, 0);
  const [, end] = recordSpan(memory, batch, batch.rowCount - 1);
  if (isUtf8(text.subarray(start, end))) return batch;
  const bad: number[] = [];
  for (let row = 0; row < batch.rowCount; row++) {
    const [from, to] = recordSpan(memory, batch, row);
    const record = text.subarray(from, to);
    if (isUtf8(record)) continue;
    bad.push(row);
    // The line of the fault, which need not be the first of its record.
    let offset = from;
    for (let at = from; at < to; ) {
      const feed = text.indexOf(lineFeed, at);
      const next = feed < 0 || feed >= to ? to : feed + 1;
      if (!isUtf8(text.subarray(at, next))) {
        offset = at;
        break;
      }
      at = next;
    }
    logFault(task, 'not UTF-8', { start: from, end: to, offset, fieldCount: 0 });
  }
  return withoutRows(memory, batch, bad);
}
