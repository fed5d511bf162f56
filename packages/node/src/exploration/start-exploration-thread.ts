import { Worker } from 'node:worker_threads';
import type { ExplorationParts } from '@tend/learn';
import { Problem } from '@tend/protocol';
import { compileCache } from '../processes/compile-cache.ts';
import { decodeThrown } from '../threads/thrown-in-worker.ts';
import type { ExplorationThreadData, FromExplorationThread } from './exploration-messages.ts';

/** A thread that helps with one exploration and ends. */
export interface ExplorationThread {
  /** What it computed; rejects with what was thrown in it, and with TND-9001 where it ends early. */
  readonly parts: Promise<Partial<ExplorationParts>>;
  close(): Promise<void>;
}

/** Starts a thread that computes parts from the end of their list on; whoever starts it closes it. */
export function startExplorationThread(workerData: ExplorationThreadData): ExplorationThread {
  const thread = new Worker(new URL('./exploration-thread.ts', import.meta.url), {
    execArgv: [],
    workerData,
    env: { ...process.env, ...compileCache() },
  });
  return {
    parts: partsFrom(thread),
    close: async () => {
      await thread.terminate();
    },
  };
}

function partsFrom(thread: Worker): Promise<Partial<ExplorationParts>> {
  const { promise, resolve, reject } = Promise.withResolvers<Partial<ExplorationParts>>();
  // It may fail while no one waits yet, or ever will.
  promise.catch(() => {});
  thread.on('message', (message: FromExplorationThread) => {
    if ('parts' in message) resolve(message.parts);
    else reject(decodeThrown(message.thrown));
  });
  let crash: unknown;
  thread.on('error', (error) => {
    crash = error;
  });
  thread.on('exit', (exitCode) => reject(threadEnded(exitCode, crash)));
  return promise;
}

function threadEnded(exitCode: number, crash: unknown): Problem {
  return new Problem(
    'TND-9001',
    {
      message: 'the thread that helps to explore ended early',
      expected: 'an answer',
      came: crash instanceof Error ? `${crash.name}: ${crash.message}` : `exit code ${exitCode}`,
      next: ['run again with fewer columns (--columns) if memory was short'],
    },
    { cause: crash },
  );
}
