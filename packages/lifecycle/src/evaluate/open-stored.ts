import {
  type BinaryModel,
  decodeModel,
  historyColumnsOf,
  MalformedModel,
  openBinaryModel,
  type RunContext,
} from '@tend/learn';
import { Problem } from '@tend/protocol';
import { loadColumns, type Table } from '@tend/table';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { ModelBody } from '../train/index.ts';
import { presentPayload } from '../withdrawn/index.ts';

/** A stored model with the rows that it looks back on. */
export interface StoredModel extends BinaryModel {
  readonly context: RunContext;
}

/**
 * A stored model of yes or no, opened; where its recipe looks back, on the rows of the snapshot that it was trained on. TND-3104
 * where bytes have changed, TND-2002 for a model of another task.
 */
export async function openStored(
  ports: Ports,
  { payload, inputs }: Pick<ModelBody, 'payload' | 'inputs'>,
): Promise<StoredModel> {
  const bytes = await ports.blobs.get(payload);
  try {
    const { manifest, weights } = decodeModel(bytes);
    const wanted = historyColumnsOf(manifest.recipe);
    const context = wanted.length === 0 ? {} : { history: await historyFor(ports, inputs.run ?? '', wanted) };
    return { ...openBinaryModel(manifest, weights, context), context };
  } catch (error) {
    if (!(error instanceof MalformedModel)) throw error;
    throw new Problem('TND-2002', { message: error.message }, { cause: error });
  }
}

/** These columns of the snapshot of a run, without rows that were withdrawn since. */
async function historyFor(ports: Ports, run: string, columns: readonly string[]): Promise<Table> {
  const payload = await ports.store.read(async (reader) => {
    const { snapshot } = (await getRecord(ports, reader, 'run', run)).body.inputs;
    return (await getRecord(ports, reader, 'snapshot', snapshot)).body.payload;
  });
  return loadColumns(await ports.blobs.openTable(await presentPayload(ports, payload)), columns);
}
