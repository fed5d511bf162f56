import { type Charter, Problem } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { loadColumns, type StoredTable, storedInMemory } from '@tend/table';
import { convertStored } from '../data/index.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { readAsCharted } from '../stage/workbench.ts';
import { presentPayload } from '../withdrawn/index.ts';

/** One side of a comparison. `snapshot` is absent for a file that was not taken. */
export interface FoundTable {
  readonly table: StoredTable;
  readonly snapshot?: string;
}

const newest = /^newest(?:~(\d{1,4}))?$/;
const beginning = /^[0-9a-f]{4,64}$/;

/**
 * The table of a name: `newest`, `newest~1` (the snapshot taken before it), the beginning of a snapshot's digest, or a file,
 * which is read as the charter reads its source. TND-1008 where nothing or more than one thing has the name, TND-3107 where a
 * file is asked for from elsewhere than the folder.
 */
export async function findTable(deps: Deps, charter: Charter, name: string): Promise<FoundTable> {
  if (!newest.test(name) && !beginning.test(name)) return { table: await readFile(deps, charter, name) };
  const snapshot = await findSnapshot(deps, name);
  const { body } = await deps.store.read((reader) => getRecord(deps, reader, 'snapshot', snapshot));
  return { snapshot, table: await deps.blobs.openTable(await presentPayload(deps, body.payload)) };
}

/** The digest of the snapshot record of a name that is no file's. TND-1008 where nothing or more than one thing has the name. */
export async function findSnapshot(deps: Deps, name: string): Promise<string> {
  const back = newest.exec(name);
  return back === null ? byDigest(deps, name) : byAge(deps, Number(back[1] ?? 0), name);
}

async function byDigest(deps: Deps, start: string): Promise<string> {
  const all = await deps.store.read((reader) => reader.from('record').find({ kind: 'snapshot' }));
  const found = all.filter(({ digest }) => digest.startsWith(start));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.digest;
  throw new Problem('TND-1008', {
    message: `${only === undefined ? 'no snapshot' : 'more than one snapshot'} has a digest that starts with ${start}`,
    expected: 'the beginning of one digest, newest, newest~1 or a file',
    came: start,
    next: [only === undefined ? 'npx --no-install tend status' : 'give more digits of the digest'],
  });
}

/** Snapshots by their last taking, each counted once: the same data taken twice is one snapshot. */
async function byAge(deps: Deps, back: number, name: string): Promise<string> {
  const taken = await deps.store.read(async (reader) => {
    const takings = await reader.from('record').find({ kind: 'taking' }, { descending: true });
    const digests: string[] = [];
    for (const { digest } of takings)
      digests.push((await getRecord(deps, reader, 'taking', digest)).body.inputs.snapshot);
    return [...new Set(digests)];
  });
  const snapshot = taken[back];
  if (snapshot !== undefined) return snapshot;
  throw new Problem('TND-1008', {
    message: `there is no ${name}: ${taken.length === 0 ? 'nothing was taken yet' : `this project has ${formatCount(taken.length, 'snapshot')}`}`,
    expected: taken.length === 0 ? 'a run before' : `newest up to newest~${taken.length - 1}`,
    came: name,
    next: ['npx --no-install tend run'],
  });
}

async function readFile(deps: Deps, charter: Charter, path: string): Promise<StoredTable> {
  // A server would read whatever its process may reach.
  if (deps.actor.knownBy !== 'claimed')
    throw new Problem('TND-3107', {
      message: 'files are read only for people in the project folder',
      expected: 'newest, newest~1 or the beginning of a snapshot’s digest',
      came: 'another name',
    });
  const reading = await readAsCharted(deps, { ...charter, data: { ...charter.data, source: path } });
  try {
    const names = new Set(reading.table.schema.map(({ name }) => name));
    // A column that the file lacks is a difference to show, not a fault of the charter.
    const contract = Object.fromEntries(Object.entries(charter.data.contract).filter(([name]) => names.has(name)));
    return storedInMemory(await loadColumns(convertStored(reading.table, contract, charter.data.time?.column)));
  } finally {
    await reading.close();
  }
}
