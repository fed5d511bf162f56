/** The thread behind `startColumnThread`: reads its columns of every batch, then gives them. */
import { parentPort, workerData } from 'node:worker_threads';
import { MemoryExhausted } from '@tend/kernels';
import type { Batch } from './batch.ts';
import { inferredColumn, type ReadColumn, statedColumn } from './column-reader.ts';
import type { ColumnThreadData, FromColumnThread, SharedBatch, ToColumnThread } from './column-thread-messages.ts';
import { openSpill } from './spill.ts';
import { marginBytes } from './text-source.ts';
import { workSpace } from './work-space.ts';

const { tasks, quote, memoryBytes } = workerData as ColumnThreadData;
const { memory, scratch, place } = workSpace(quote);
const spill = openSpill(memoryBytes);
const store = { memory, scratch, spill };
const readers = tasks.map(({ options, stated }) =>
  stated === undefined ? inferredColumn(store, options) : statedColumn(store, options, stated),
);
const lineFeed = 0x0a;

let finished: readonly ReadColumn[] = [];
let text = { address: 0, sizeBytes: 0 };

interface Answer {
  readonly message: FromColumnThread;
  readonly buffers?: readonly ArrayBuffer[];
}

async function answerTo(message: ToColumnThread): Promise<Answer> {
  switch (message.do) {
    case 'read':
      read(message.batch);
      return { message: { done: 'read' } };
    case 'settle': {
      const lost = [...readers.keys()].filter((i) => readers[i]?.isLost);
      for (const i of lost) readers[i]?.restart();
      return { message: { done: 'settle', lost } };
    }
    case 'finish': {
      const columns: ReadColumn[] = [];
      for (const reader of readers) columns.push(await reader.finish(message.rowCount));
      finished = columns;
      return { message: { done: 'finish', inferred: columns.map(({ inferred }) => inferred) } };
    }
    case 'load':
      return load(message.column);
  }
}

function read({ shared, textBytes, stride, rowCount, line, fields }: SharedBatch): void {
  if (text.sizeBytes < textBytes + marginBytes) {
    if (text.sizeBytes > 0) memory.release(text.address, text.sizeBytes);
    text = { address: memory.take(textBytes + marginBytes), sizeBytes: textBytes + marginBytes };
  }
  memory.bytes.set(new Uint8Array(shared, 0, textBytes), text.address);
  const entriesAt = Math.ceil(textBytes / 4) * 4;
  memory.words.set(new Uint32Array(shared, entriesAt, rowCount * stride), place.fields >>> 2);
  const lineAt = (offset: number): number => {
    const before = Buffer.from(memory.bytes.buffer, text.address, offset);
    let lines = 0;
    for (let at = before.indexOf(lineFeed); at >= 0; at = before.indexOf(lineFeed, at + 1)) lines++;
    return line + lines;
  };
  const batch: Batch = { text: text.address, fields: place.fields, stride, rowCount, lineAt };
  for (const [column, field] of fields) readers[column]?.read(batch, field);
  spill.relieve();
}

function load(place: number): Answer {
  const read = finished[place];
  if (read === undefined) throw new RangeError(`the thread has no column ${place}`);
  const column = read.loadPacked?.() ?? read.load();
  const buffers =
    'packed' in column
      ? [column.codes.buffer, column.packed.bytes.buffer, column.packed.ends.buffer]
      : [column.kind === 'text' ? column.codes.buffer : column.values.buffer];
  return { message: { done: 'load', column }, buffers: buffers.filter((buffer) => buffer instanceof ArrayBuffer) };
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (asked: ToColumnThread) => {
  last = last.then(async () => {
    try {
      const { message, buffers = [] } = await answerTo(asked);
      parentPort?.postMessage(message, buffers);
    } catch (error) {
      const failed: FromColumnThread = { done: 'failed', isExhausted: error instanceof MemoryExhausted, error };
      parentPort?.postMessage(failed);
    }
  });
});
