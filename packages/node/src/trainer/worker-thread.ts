import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { FitTask } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { compileCache } from '../processes/compile-cache.ts';
import { decodeThrown, type ThrownInWorker } from '../threads/thrown-in-worker.ts';
import type { FitOutcome } from './run-fit-task.ts';

/** What a worker sends back for a task. */
export type WorkerReply = { readonly outcome: FitOutcome } | { readonly thrown: ThrownInWorker };

/** What a worker is sent: a task, perhaps with ports to threads that help it, or the port of a thread to help. */
export type WorkerRequest = (FitTask & { readonly helpers?: readonly MessagePort[] }) | { readonly help: MessagePort };

/** One long-lived thread that works on at most one task at a time. */
export interface WorkerThread {
  readonly hasEnded: () => boolean;
  /** Rejects with what the fit threw, or with TND-9001 where the thread itself ends. */
  run(task: FitTask, helpers?: readonly WorkerThread[]): Promise<FitOutcome>;
  /** Has the thread, which must be idle, work for the one at the other end of the port. */
  help(port: MessagePort): void;
  terminate(): Promise<void>;
}

/** Starts a thread from a module. It keeps the process alive only while it works. */
export function startWorkerThread(script: URL, index: number): WorkerThread {
  // Our own flags are about our own entry: with --input-type, for one, a worker could load no file at all.
  const thread = new Worker(script, { execArgv: [], env: { ...process.env, ...compileCache() } });
  thread.unref();
  let pending: { resolve(outcome: FitOutcome): void; reject(reason: Error): void; task: FitTask } | undefined;
  let crash: unknown;
  let hasEnded = false;

  thread.on('message', (reply: WorkerReply) => {
    const settled = pending;
    pending = undefined;
    thread.unref();
    if ('outcome' in reply) settled?.resolve(reply.outcome);
    else settled?.reject(decodeThrown(reply.thrown));
  });
  // `error` is always followed by `exit`, and a thread may exit without any error: so only `exit` settles.
  thread.on('error', (error) => {
    crash = error;
  });
  thread.on('exit', (exitCode) => {
    hasEnded = true;
    pending?.reject(threadEnded(index, pending.task, exitCode, crash));
    pending = undefined;
  });

  return {
    hasEnded: () => hasEnded,
    run: (task, helpers = []) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject, task };
        thread.ref();
        const ports = helpers.map((helper) => {
          const { port1, port2 } = new MessageChannel();
          helper.help(port2);
          return port1;
        });
        if (ports.length === 0) thread.postMessage(task);
        else thread.postMessage({ ...task, helpers: ports } satisfies WorkerRequest, ports);
      }),
    help: (port) => thread.postMessage({ help: port } satisfies WorkerRequest, [port]),
    terminate: async () => {
      await thread.terminate();
    },
  };
}

function threadEnded(index: number, task: FitTask, exitCode: number, crash: unknown): Problem {
  const reason = crash instanceof Error ? `${crash.name}: ${crash.message}` : `exit code ${exitCode}`;
  return new Problem(
    'TND-9001',
    {
      message: `training worker ${index} ended while it fitted ${task.estimator}`,
      expected: 'an answer',
      came: reason,
      next: ['run again with fewer threads if memory was short', 'run with one thread to see the failure in place'],
    },
    { cause: crash },
  );
}
