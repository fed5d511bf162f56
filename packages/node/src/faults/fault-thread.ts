/** The thread behind `threadedFaultSearch`. */
import { parentPort, workerData } from 'node:worker_threads';
import { faultSearch } from '@tend/lifecycle/find-faults';
import type { Column, Schema } from '@tend/table';
import type { FaultThreadData, FromFaultThread, ToFaultThread } from './fault-messages.ts';

const { rowCount, options } = workerData as FaultThreadData;
const search = faultSearch(rowCount, options);
let answer: ((column: Column) => void) | undefined;

function say(message: FromFaultThread): void {
  parentPort?.postMessage(message);
}

function columnAgain(name: string): Promise<Column> {
  return new Promise((resolve) => {
    answer = resolve;
    say({ wanted: name });
  });
}

async function take(message: ToFaultThread): Promise<void> {
  if ('see' in message) {
    await search.see(message.see);
    say({ seen: true });
  } else if ('column' in message) answer?.(message.column);
  else say({ faults: await search.finish(proxied(message.finish)) });
}

function proxied(schema: Schema): { readonly schema: Schema; readonly column: (name: string) => Promise<Column> } {
  return { schema, column: columnAgain };
}

parentPort?.on('message', take);
