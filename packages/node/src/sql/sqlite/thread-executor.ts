import { Worker } from 'node:worker_threads';
import { compileCache } from '../../processes/compile-cache.ts';
import type { SqliteExecutor, SqliteFile, SqliteResult } from './sqlite-executor.ts';
import type { ThreadAnswer, ThreadRequest } from './thread-messages.ts';

interface Waiting {
  resolve(result: SqliteResult): void;
  reject(error: unknown): void;
}

const nothing: SqliteResult = { rows: [] };

/** Opens the file in a thread of its own, so that neither a long query nor a lock held elsewhere stops the event loop. */
export async function openSqliteThread(file: SqliteFile): Promise<SqliteExecutor> {
  const worker = new Worker(new URL('./store-thread.ts', import.meta.url), {
    workerData: file,
    env: { ...process.env, ...compileCache() },
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: Error | undefined;

  const settle = (id: number, use: (waiter: Waiting) => void): void => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    // An idle store must not keep the process alive; one that owes an answer must.
    if (waiting.size === 0) worker.unref();
    if (waiter) use(waiter);
  };
  const expect = (id: number): Promise<SqliteResult> =>
    new Promise((resolve, reject) => {
      worker.ref();
      waiting.set(id, { resolve, reject });
    });
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const id of [...waiting.keys()]) settle(id, (waiter) => waiter.reject(reason));
  };
  worker.on('message', ({ id, result, error }: ThreadAnswer) => {
    settle(id, (waiter) => {
      if (error) waiter.reject(Object.assign(new Error(error.message), { code: error.code, errcode: error.errcode }));
      else waiter.resolve(result ?? nothing);
    });
  });
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => end(new Error(`the store thread has ended (${code})`)));

  const send = (request: Omit<ThreadRequest, 'id'>): Promise<SqliteResult> => {
    if (ended) return Promise.reject(ended);
    const id = ++lastId;
    const answer = expect(id);
    worker.postMessage({ id, ...request });
    return answer;
  };

  try {
    await expect(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    execute: (sql, parameters) => send({ sql, parameters }),
    close: async () => {
      if (!ended) await send({});
    },
  };
}
