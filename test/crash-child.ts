/**
 * Drives a project through the whole lifecycle and dies on the way: `node crash-child.ts FOLDER MOMENT`. Before and after
 * each durable operation, and inside a transaction just before it commits, a moment is counted; at the given one the
 * process kills itself with SIGKILL. Moment 0 never comes: the run is undisturbed and tells its moments.
 */
import { appendFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '@tend/lifecycle';
import { openProject } from '@tend/node';
import type { Stage } from '@tend/protocol';
import { driveLifecycle } from './drive-lifecycle.ts';

const [folder = '', moment = '0'] = process.argv.slice(2);
let stage: Stage = 'problem';
let count = 0;

/** Written at once: what stands in the pipe outlives the process. */
function tell(line: Readonly<Record<string, unknown>>): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function at(operation: string, point: string, lastWill: () => void = () => {}): Promise<void> {
  count++;
  const isLast = count === Number(moment);
  if (isLast || moment === '0') tell({ moment: count, stage, operation, point });
  if (!isLast) return;
  lastWill();
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

async function around<T>(operation: string, work: () => Promise<T>): Promise<T> {
  await at(operation, 'before');
  const result = await work();
  await at(operation, 'after');
  return result;
}

function countingPorts(ports: Ports): Ports {
  const { store, blobs, files, predictions, checkpoints } = ports;
  return {
    ...ports,
    store: {
      ...store,
      write: (use) =>
        around('store.write', () =>
          store.write(async (transaction) => {
            const result = await use(transaction);
            await at('store.write', 'before its commit');
            return result;
          }),
        ),
    },
    blobs: { ...blobs, put: (bytes) => around('blobs.put', () => blobs.put(bytes)) },
    files: { ...files, write: (path, bytes) => around('files.write', () => files.write(path, bytes)) },
    predictions: {
      ...predictions,
      append: (id, rows) => around('predictions.append', () => predictions.append(id, rows)),
    },
    checkpoints: {
      ...checkpoints,
      append: async (state) => {
        const path = join(folder, 'tend.checkpoints');
        await at('checkpoints.append', 'with half a note written', () => appendFileSync(path, `\n${state.origin}\n1`));
        return around('checkpoints.append', () => checkpoints.append(state));
      },
    },
  };
}

const project = await openProject(folder, {
  actor: { name: 'mara', knownBy: 'claimed' },
  wrap: countingPorts,
  onEvent: (event) => {
    if (event.event === 'stageStarted') stage = event.stage;
    if (event.event === 'stageDone') tell({ acknowledged: { step: 'stage', stage: event.stage, state: event.state } });
    if (event.event === 'checkpoint') tell({ acknowledged: { step: 'checkpoint', size: event.size } });
  },
});
await driveLifecycle({
  project,
  folder,
  answered: [],
  onStep: (next) => {
    stage = next;
  },
  onAcknowledged: (acknowledged) => tell({ acknowledged }),
});
await project.close();
