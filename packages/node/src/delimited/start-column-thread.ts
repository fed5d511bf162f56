import { Worker } from 'node:worker_threads';
import { type DelimitedMemory, MemoryExhausted } from '@tend/kernels';
import type { Column, InferredColumn } from '@tend/table';
import { compileCache } from '../processes/compile-cache.ts';
import { type Batch, recordSpan } from './batch.ts';
import type { ColumnThreadData, FromColumnThread, PackedColumn, ToColumnThread } from './column-thread-messages.ts';
import { unpackTexts } from './packed-texts.ts';

/** Reads some columns of a reading beside the calling thread, which cuts the text into records and reads the others. */
export interface ColumnThread {
  /** Hands a copy of a batch over, of which these columns are read; resolves when there is room for the next. */
  read(batch: Batch, fields: readonly (readonly [column: number, field: number])[]): Promise<void>;
  /** The columns that some row has contradicted, which begin again with text; asked when all batches were handed over. */
  settle(): Promise<readonly number[]>;
  /** What the columns are, when all rows were read. */
  finish(rowCount: number): Promise<readonly InferredColumn[]>;
  load(column: number): Promise<Column>;
  close(): Promise<void>;
}

/** How far the caller may run ahead: copies of batches that wait, in bytes. */
const mostBytesAhead = 8 * 2 ** 20;
/** Room for the text and the fields of most batches; a larger copy is not kept for the next. */
const usualBytes = 2 ** 20;

/** Starts a thread for these columns. What it throws, the next call throws; whoever starts it closes it. */
export function startColumnThread(memory: DelimitedMemory, workerData: ColumnThreadData): ColumnThread {
  const thread = new Worker(new URL('./column-thread.ts', import.meta.url), {
    execArgv: [],
    workerData,
    env: { ...process.env, ...compileCache() },
  });
  const copies: SharedArrayBuffer[] = [];
  const free: SharedArrayBuffer[] = [];
  const waiting: PromiseWithResolvers<FromColumnThread>[] = [];
  let bytesAhead = 0;
  let failure: { readonly error: unknown } | undefined;
  let changed = Promise.withResolvers<void>();
  const wake = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const fail = (error: unknown): void => {
    failure ??= { error };
    for (const { reject } of waiting.splice(0)) reject(failure.error);
    wake();
  };
  thread.on('error', fail);
  thread.on('exit', (code) => fail(new Error(`the thread that reads columns has ended (${code})`)));
  thread.on('message', (message: FromColumnThread) => {
    if (message.done === 'failed') return fail(message.isExhausted ? new MemoryExhausted() : message.error);
    if (message.done !== 'read') return waiting.shift()?.resolve(message);
    const copy = copies.shift();
    bytesAhead -= copy?.byteLength ?? 0;
    if (copy?.byteLength === usualBytes) free.push(copy);
    wake();
  });
  const send = (message: ToColumnThread): void => {
    if (failure !== undefined) throw failure.error;
    thread.postMessage(message);
  };
  const ask = async (message: Exclude<ToColumnThread, { do: 'read' }>): Promise<FromColumnThread> => {
    send(message);
    const answer = Promise.withResolvers<FromColumnThread>();
    waiting.push(answer);
    thread.ref();
    const given = await answer.promise;
    // Columns that nobody asks for must not keep the process alive.
    if (waiting.length === 0 && message.do !== 'settle') thread.unref();
    return given;
  };
  return {
    async read(batch, fields) {
      const { stride, rowCount } = batch;
      const [, textBytes] = recordSpan(memory, batch, rowCount - 1);
      const entriesAt = Math.ceil(textBytes / 4) * 4;
      const wanted = entriesAt + 4 * rowCount * stride;
      while (failure === undefined && copies.length > 0 && bytesAhead + Math.max(wanted, usualBytes) > mostBytesAhead)
        await changed.promise;
      const shared =
        wanted > usualBytes ? new SharedArrayBuffer(wanted) : (free.pop() ?? new SharedArrayBuffer(usualBytes));
      new Uint8Array(shared).set(memory.bytes.subarray(batch.text, batch.text + textBytes));
      const first = batch.fields >>> 2;
      new Uint32Array(shared, entriesAt, rowCount * stride).set(
        memory.words.subarray(first, first + rowCount * stride),
      );
      const line = batch.lineAt(0);
      send({ do: 'read', batch: { shared, textBytes, stride, rowCount, line, fields } });
      copies.push(shared);
      bytesAhead += shared.byteLength;
    },
    async settle() {
      const answer = await ask({ do: 'settle' });
      return answer.done === 'settle' ? answer.lost : unexpected(answer);
    },
    async finish(rowCount) {
      const answer = await ask({ do: 'finish', rowCount });
      return answer.done === 'finish' ? answer.inferred : unexpected(answer);
    },
    async load(column) {
      const answer = await ask({ do: 'load', column });
      return answer.done === 'load' ? unpacked(answer.column) : unexpected(answer);
    },
    async close() {
      await thread.terminate();
    },
  };
}

function unexpected({ done }: FromColumnThread): never {
  throw new RangeError(`the thread that reads columns answered ${done} to another question`);
}

function unpacked(column: Column | PackedColumn): Column {
  if (!('packed' in column)) return column;
  const { packed, ...rest } = column;
  return { ...rest, dictionary: unpackTexts(packed) };
}
