/** The thread behind `createTrainer`: takes one fit task at a time, or helps another thread with its own. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { helpThrough, threadPool } from '../threads/thread-pool.ts';
import { encodeThrown } from '../threads/thrown-in-worker.ts';
import { runFitTask } from './run-fit-task.ts';
import type { WorkerReply, WorkerRequest } from './worker-thread.ts';

parentPort?.on('message', (request: WorkerRequest) => {
  if ('help' in request) helpThrough(request.help);
  else parentPort?.postMessage(answer(request));
});

function answer({ helpers = [], ...task }: Exclude<WorkerRequest, { help: MessagePort }>): WorkerReply {
  try {
    return { outcome: runFitTask(task, helpers.length > 0 ? threadPool(helpers) : undefined) };
  } catch (thrown) {
    return { thrown: encodeThrown(thrown) };
  } finally {
    for (const port of helpers) port.close();
  }
}
