import { type Charter, Problem } from '@tend/protocol';
import { splitRows } from '../data/index.ts';
import type { Ports } from '../ports.ts';
import { getRecord, hex } from '../record/record.ts';
import { loadSnapshot, outcomesOf } from '../stage/workbench.ts';
import { standInOf } from '../withdrawn/index.ts';
import type { SearchData } from './search.ts';

export interface Evidence {
  readonly data: SearchData;
  readonly rows: { readonly train: Int32Array; readonly test: Int32Array };
}

/**
 * The data of a training, recomputed from its recorded inputs. TND-3104 where the split no longer gives the rows whose
 * digests were recorded, TND-3109 where some of them were withdrawn.
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
  await requireWhole(ports, inputs.snapshot);
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
  const exclusions = new Map(exploration.exclusions.map(({ column, reason }) => [column, reason]));
  return { data: { charter, table, outcomes, columns: exploration.columns, exclusions }, rows };
}

async function requireWhole(ports: Ports, digest: string): Promise<void> {
  const rest = await ports.store.read(async (reader) => {
    const { payload } = (await getRecord(ports, reader, 'snapshot', digest)).body;
    return standInOf(reader, payload);
  });
  if (rest === undefined) return;
  throw new Problem('TND-3109', {
    message: 'not reproducible: rows of its snapshot were withdrawn',
    expected: `the snapshot ${digest.slice(0, 12)} as it was recorded`,
    came: 'what a withdrawal left of it',
    next: ['train without them: npx --no-install tend run'],
  });
}
