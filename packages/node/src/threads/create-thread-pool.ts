import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadPool } from '@tend/learn';
import { compileCache } from '../processes/compile-cache.ts';
import { threadPool } from './thread-pool.ts';

/** A pool that holds threads of its own. */
export interface OwnThreadPool extends ThreadPool {
  close(): Promise<void>;
}

/**
 * Threads for fits that the calling thread runs itself, kept between them; by default as many as there are processors, the
 * calling one counted. They keep no process alive.
 */
export function createThreadPool(size: number = availableParallelism()): OwnThreadPool {
  const workers = Array.from({ length: Math.max(0, size - 1) }, () => {
    const worker = new Worker(new URL('./thread-pool-worker.ts', import.meta.url), {
      execArgv: [],
      env: { ...process.env, ...compileCache() },
    });
    worker.unref();
    return worker;
  });
  return {
    ...threadPool(workers),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
