import { type Charter, Problem } from '@tend/protocol';
import { splitRows } from '../data/index.ts';
import type { Ports } from '../ports.ts';
import { getRecord, hex } from '../record/record.ts';
import { loadSnapshot, outcomesOf } from '../stage/workbench.ts';
import type { SearchData } from './search.ts';

export interface Evidence {
  readonly data: SearchData;
  readonly rows: { readonly train: Int32Array; readonly test: Int32Array };
}

/**
 * The data of a training, recomputed from its recorded inputs. TND-3104 where the split no longer gives the rows whose
 * digests were recorded.
 */
export async function loadEvidence(
  ports: Ports,
  inputs: {
    readonly charter: Charter;
    readonly snapshot: string;
    readonly split: string;
    readonly exploration: string;
  },
): Promise<Evidence> {
  const { charter } = inputs;
  const table = await loadSnapshot(ports, inputs.snapshot);
  const { split, exploration } = await ports.store.read(async (reader) => ({
    split: (await getRecord(ports, reader, 'split', inputs.split)).body,
    exploration: (await getRecord(ports, reader, 'exploration', inputs.exploration)).body,
  }));
  const outcomes = outcomesOf(charter, table);
  const rows = splitRows(table, outcomes, charter.split, charter.seed, charter.data.time?.column);
  for (const side of ['train', 'test'] as const) {
    const came = hex(ports.sha256(new Uint8Array(rows[side].buffer, rows[side].byteOffset, rows[side].byteLength)));
    if (came !== split[side].rowsDigest)
      throw new Problem('TND-3104', {
        message: `the split gives other ${side} rows than were recorded`,
        expected: split[side].rowsDigest,
        came,
      });
  }
  return { data: { charter, table, outcomes, columns: exploration.columns }, rows };
}
