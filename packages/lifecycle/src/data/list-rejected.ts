import { type ParsedInputOf, Problem, type RejectedAnswer } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { listSnapshots } from './list-snapshots.ts';
import { rejectedRows } from './rejected-rows.ts';

/**
 * The rows that a taking set aside: of the newest one, or of the newest of the snapshot that is named by its digest or the
 * beginning of it. TND-1008 where there is none.
 */
export async function listRejected(
  deps: Deps,
  { snapshot: name }: ParsedInputOf<'rejectedRows'>,
): Promise<RejectedAnswer> {
  const { snapshots } = await listSnapshots(deps);
  const found = snapshots.filter(({ snapshot }) => snapshot.startsWith(name ?? ''));
  const [newest] = found;
  const isOne = new Set(found.map(({ snapshot }) => snapshot)).size === 1;
  if (newest === undefined || (name !== undefined && !isOne))
    throw new Problem('TND-1008', {
      message:
        name === undefined
          ? 'no data was taken yet'
          : newest === undefined
            ? `no snapshot has the digest ${name}`
            : `several snapshots have a digest that begins with ${name}`,
      expected: 'a snapshot, named by its digest or a beginning that only one has',
      came: name ?? 'a project without one',
      next: [`npx --no-install tend data ${name === undefined ? 'take' : 'list'}`],
    });
  const { body } = await deps.store.read((reader) => getRecord(deps, reader, 'taking', newest.taking));
  const rows = (await rejectedRows(deps, body)).map(({ file, line, column, expected, came, text }) => ({
    file,
    line,
    column: column ?? null,
    expected,
    came,
    text,
  }));
  return { taking: newest, rows };
}
