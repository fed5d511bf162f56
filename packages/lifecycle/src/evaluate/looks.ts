import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';

/**
 * How many models have met these test rows, this one included: each look makes the next verdict a little too kind. Asking
 * the same model again, e.g. after an edit of the charter, shows nothing new of the rows.
 */
export async function countLooks(ports: Ports, testRowsDigest: string, modelPayload: string): Promise<number> {
  return ports.store.read(async (reader) => {
    const models = new Set([modelPayload]);
    for (const { digest } of await reader.from('record').find({ kind: 'evaluation' })) {
      const { split, model } = (await getRecord(ports, reader, 'evaluation', digest)).body.inputs;
      if (split === null) continue;
      const { test } = (await getRecord(ports, reader, 'split', split)).body;
      if (test.rowsDigest === testRowsDigest) models.add((await getRecord(ports, reader, 'model', model)).body.payload);
    }
    return models.size;
  });
}
