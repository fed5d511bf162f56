/**
 * Withdraws a person and dies on the way: `node withdraw-child.ts FOLDER KEY MOMENT`. Before and after each durable
 * operation, and inside a transaction just before it commits, a moment is counted; at the given one the process kills itself
 * with SIGKILL. Moment 0 never comes: then the number of moments is told.
 */
import { writeSync } from 'node:fs';
import type { Ports } from '@tend/lifecycle';
import { openProject } from '@tend/node';

const [folder = '', key = '', moment = '0'] = process.argv.slice(2);
let count = 0;

async function at(): Promise<void> {
  count++;
  if (count !== Number(moment)) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

async function around<T>(work: () => Promise<T>): Promise<T> {
  await at();
  const result = await work();
  await at();
  return result;
}

function countingPorts(ports: Ports): Ports {
  const { store, blobs, files, predictions } = ports;
  return {
    ...ports,
    store: {
      ...store,
      write: (use) =>
        around(() =>
          store.write(async (transaction) => {
            const result = await use(transaction);
            await at();
            return result;
          }),
        ),
      scrub: () => around(() => store.scrub()),
    },
    blobs: {
      ...blobs,
      put: (bytes) => around(() => blobs.put(bytes)),
      putTable: (table) => around(() => blobs.putTable(table)),
      erase: (digest) => around(() => blobs.erase(digest)),
    },
    files: { ...files, write: (path, bytes) => around(() => files.write(path, bytes)) },
    predictions: { ...predictions, erase: (...args) => around(() => predictions.erase(...args)) },
  };
}

const actor = { name: 'jonas', knownBy: 'claimed' } as const;
const project = await openProject(folder, { actor, wrap: countingPorts });
await project.withdraw({ key });
await project.close();
writeSync(1, String(count));
