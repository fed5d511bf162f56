import type { Ports } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** The tombstones in the place of a version's snapshot and model, the oldest first: with any it cannot be reproduced. */
export async function tombstonesOf(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  reader: Reader,
  version: Tables['version'],
): Promise<readonly Tables['tombstone'][]> {
  const model = (await getRecord(ports, reader, 'model', version.modelDigest)).body;
  const run = model.inputs.run === null ? undefined : (await getRecord(ports, reader, 'run', model.inputs.run)).body;
  const snapshot = run && (await getRecord(ports, reader, 'snapshot', run.inputs.snapshot)).body;
  const found: Tables['tombstone'][] = [];
  for (const payload of [model.payload, ...(snapshot ? [snapshot.payload] : [])])
    for (let erased: string | null = payload; erased !== null; ) {
      const tombstone: Tables['tombstone'] | undefined = await reader.from('tombstone').first({ erased });
      if (tombstone) found.push(tombstone);
      erased = tombstone?.standIn ?? null;
    }
  return found.sort((a, b) => a.at - b.at);
}

/** Since when a version cannot be reproduced, because rows of its data were withdrawn. */
export async function withdrawnSince(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  reader: Reader,
  version: Tables['version'],
): Promise<string | undefined> {
  const [first] = await tombstonesOf(ports, reader, version);
  return first && isoInstant(first.at);
}
