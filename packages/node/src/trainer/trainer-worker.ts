/** The thread behind `createTrainer`: takes one fit task at a time and answers with its outcome or what was thrown. */
import { parentPort } from 'node:worker_threads';
import type { FitTask } from '@tend/lifecycle';
import { runFitTask } from './run-fit-task.ts';
import { encodeThrown } from './thrown-in-worker.ts';
import type { WorkerReply } from './worker-thread.ts';

parentPort?.on('message', (task: FitTask) => parentPort?.postMessage(answer(task)));

function answer(task: FitTask): WorkerReply {
  try {
    return { outcome: runFitTask(task) };
  } catch (thrown) {
    return { thrown: encodeThrown(thrown) };
  }
}
