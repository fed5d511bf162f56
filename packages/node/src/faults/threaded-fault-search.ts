import { Worker } from 'node:worker_threads';
import type { Fault, FaultOptions, FaultSearch } from '@tend/lifecycle';
import type { Column } from '@tend/table';
import { compileCache } from '../processes/compile-cache.ts';
import type { FaultThreadData, FromFaultThread, ToFaultThread } from './fault-messages.ts';

/** Copies of columns that wait for the thread: more of them let the caller run further ahead, and take memory. */
const mostBytesAhead = 32 * 2 ** 20;

/**
 * A search in a thread of its own, which gets a copy of each column, so that the caller goes on meanwhile. Finds what
 * `faultSearch` finds, in the same order.
 */
export function threadedFaultSearch(rowCount: number, options: FaultOptions): FaultSearch {
  const workerData: FaultThreadData = { rowCount, options };
  const thread = new Worker(new URL('./fault-thread.ts', import.meta.url), {
    execArgv: [],
    workerData,
    env: { ...process.env, ...compileCache() },
  });
  const copied: number[] = [];
  let bytesAhead = 0;
  let failure: unknown;
  let changed = Promise.withResolvers<void>();
  let load: ((name: string) => Promise<Column>) | undefined;
  let faults: readonly Fault[] | undefined;
  const wake = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const send = (message: ToFaultThread, buffers: readonly ArrayBuffer[] = []): void =>
    thread.postMessage(message, buffers);
  const until = async (isReached: () => boolean): Promise<void> => {
    while (failure === undefined && !isReached()) await changed.promise;
    if (failure !== undefined) throw failure;
  };
  thread.on('error', fail);
  thread.on('exit', (code) => fail(new Error(`the thread that searches for faults has ended (${code})`)));
  thread.on('message', (message: FromFaultThread) => {
    if ('faults' in message) faults = message.faults;
    else if ('seen' in message) bytesAhead -= copied.shift() ?? 0;
    else if (load !== undefined) {
      load(message.wanted).then((column) => {
        const copy = copyOf(column);
        send({ column: copy.column }, [copy.buffer]);
      }, fail);
    }
    wake();
  });
  return {
    async see(column) {
      const sizeBytes = (column.kind === 'text' ? column.codes : column.values).byteLength;
      await until(() => copied.length === 0 || bytesAhead + sizeBytes <= mostBytesAhead);
      copied.push(sizeBytes);
      bytesAhead += sizeBytes;
      const copy = copyOf(column);
      send({ see: copy.column }, [copy.buffer]);
    },
    async finish(table) {
      load = (name) => table.column(name);
      send({ finish: table.schema });
      await until(() => faults !== undefined);
      return faults ?? [];
    },
    async close() {
      await thread.terminate();
    },
  };
}

/** A column of its own memory, which is given to the thread. */
function copyOf(column: Column): { readonly column: Column; readonly buffer: ArrayBuffer } {
  if (column.kind === 'text') {
    const codes = new Int32Array(column.codes);
    return { column: { ...column, codes }, buffer: codes.buffer };
  }
  const values = new Float64Array(column.values);
  return { column: { ...column, values }, buffer: values.buffer };
}
