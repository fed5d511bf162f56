import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { profitsFromThreads } from '@tend/learn';
import type { FitAllOptions, FitResult, FitTask, Trainer } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { runFitTask } from './run-fit-task.ts';
import { shareTrainingData } from './share-training-data.ts';
import { startWorkerThread, type WorkerThread } from './worker-thread.ts';

const maxThreads = 256;
/** Beyond this a search of ordinary size leaves workers idle, and each costs memory and start-up. */
const maxDefaultThreads = 8;
/** `AbortLike` has no event to listen to. Short against a fit, long against the cost of looking. */
const pollMs = 20;

export interface TrainerOptions {
  /** 1: in this thread. More: that many workers. Default: one a processor, at most 8. */
  readonly threads?: number;
  /** The module each worker runs. */
  readonly script?: URL;
}

/**
 * The `Trainer` port over worker threads: many fits side by side, one thread each; fewer fits than threads share the idle
 * ones, where a fit is large enough to profit. Results do not depend on `threads`: each task carries its seed, and of several
 * failures the one of the lowest index is thrown. Throws TND-2001 for `threads` that are no whole number from 1 to 256.
 */
export function createTrainer(options: TrainerOptions = {}): Trainer {
  const threads = options.threads ?? Math.min(availableParallelism(), maxDefaultThreads);
  if (!Number.isInteger(threads) || threads < 1 || threads > maxThreads) {
    throw new Problem('TND-2001', {
      message: `a trainer cannot have ${threads} threads`,
      expected: `a whole number from 1 to ${maxThreads}`,
      came: String(threads),
    });
  }
  const script = options.script ?? new URL('./trainer-worker.ts', import.meta.url);
  const workers: WorkerThread[] = [];
  let isClosed = false;
  let lastBatch: Promise<unknown> = Promise.resolve();

  const workerAt = (index: number): WorkerThread => {
    const running = workers[index];
    if (running !== undefined && !running.hasEnded()) return running;
    const started = startWorkerThread(script, index);
    workers[index] = started;
    return started;
  };
  const terminateAll = async (): Promise<void> => {
    await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
  };

  return {
    threads,
    fitAll: (tasks, fitOptions = {}) => {
      const isStopped = (): boolean => isClosed || fitOptions.signal?.aborted === true;
      const batch = lastBatch.then(() =>
        threads === 1
          ? fitHere(tasks, fitOptions, isStopped)
          : fitInWorkers(tasks, fitOptions, isStopped, threads, workerAt, terminateAll),
      );
      // One batch at a time: the next starts when this one has ended, however it ended.
      lastBatch = batch.catch(() => undefined);
      return batch;
    },
    close: async () => {
      isClosed = true;
      await terminateAll();
      await lastBatch;
    },
  };
}

async function fitHere(
  tasks: readonly FitTask[],
  options: FitAllOptions,
  isStopped: () => boolean,
): Promise<readonly FitResult[]> {
  const results: FitResult[] = [];
  for (const [index, task] of tasks.entries()) {
    // A fit holds the event loop; between two of them signals and timers get their turn.
    await nextTurn();
    if (isStopped()) throw interrupted(results.length, tasks.length);
    const result = { ...runFitTask(task), worker: 0 };
    results.push(result);
    options.onDone?.(index, result);
  }
  return results;
}

async function fitInWorkers(
  tasks: readonly FitTask[],
  options: FitAllOptions,
  isStopped: () => boolean,
  threads: number,
  workerAt: (index: number) => WorkerThread,
  terminateAll: () => Promise<void>,
): Promise<readonly FitResult[]> {
  const results = new Array<FitResult>(tasks.length);
  const failures = new Map<number, unknown>();
  const queue = tasks.entries();
  let done = 0;
  const lanes = Math.min(threads, tasks.length);
  // Threads beyond the lanes are dealt out among them, for the whole batch.
  const helpersOf = (lane: number): readonly WorkerThread[] =>
    Array.from({ length: threads - lanes }, (_, i) => lanes + i)
      .filter((index) => index % lanes === lane)
      .map(workerAt);

  // Tasks start in order and a failure stops later starts only, so every task before the first failure is finished.
  const lane = async (worker: number): Promise<void> => {
    while (failures.size === 0 && !isStopped()) {
      const next = queue.next();
      if (next.done) return;
      const [index, task] = next.value;
      try {
        const helpers = profitsFromThreads(task.estimator, task.data.x) ? helpersOf(worker) : [];
        const outcome = await workerAt(worker).run({ ...task, data: shareTrainingData(task.data) }, helpers);
        const result = { ...outcome, worker };
        results[index] = result;
        options.onDone?.(index, result);
        done += 1;
      } catch (thrown) {
        failures.set(index, thrown);
      }
    }
  };

  let termination: Promise<void> | undefined;
  const poll = setInterval(() => {
    if (isStopped()) termination ??= terminateAll();
  }, pollMs);
  try {
    // Each lane takes its first task before it waits, so every worker gets one before any gets a second.
    await Promise.all(Array.from({ length: lanes }, (_, worker) => lane(worker)));
    await termination;
  } finally {
    clearInterval(poll);
  }
  if (done === tasks.length) return results;
  // Where the workers were terminated, what they threw is only the sound of it.
  if (isStopped()) throw interrupted(done, tasks.length);
  throw failures.get(Math.min(...failures.keys()));
}

function interrupted(done: number, total: number): Problem {
  return new Problem('TND-9002', {
    message: `training was interrupted after ${done} of ${total} fits`,
    facts: { done, total },
  });
}
