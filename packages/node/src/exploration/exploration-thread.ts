/** The thread behind `exploreTogether`. */
import { parentPort, workerData } from 'node:worker_threads';
import { exploreParts } from '@tend/learn/explore-parts';
import { encodeThrown } from '../threads/thrown-in-worker.ts';
import type { ExplorationThreadData, FromExplorationThread } from './exploration-messages.ts';

const { input, claims } = workerData as ExplorationThreadData;

function compute(): FromExplorationThread {
  try {
    return { parts: exploreParts(input, claims, 'last') };
  } catch (thrown) {
    return { thrown: encodeThrown(thrown) };
  }
}

parentPort?.postMessage(compute());
