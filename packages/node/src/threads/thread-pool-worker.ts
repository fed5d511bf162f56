/** The thread behind `createThreadPool`. */
import { parentPort } from 'node:worker_threads';
import { helpThrough } from './thread-pool.ts';

if (parentPort !== null) helpThrough(parentPort);
