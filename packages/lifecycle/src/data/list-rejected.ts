import { type ParsedInputOf, Problem, type RejectedAnswer } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import { summariseTaking } from './list-snapshots.ts';
import { rejectedRows } from './rejected-rows.ts';

/**
 * The rows that a taking set aside: of the newest one, or of the newest of the snapshot that is named by its digest or the
 * beginning of it. TND-1008 where there is none.
 */
export async function listRejected(
  deps: Deps,
  { snapshot: name }: ParsedInputOf<'rejectedRows'>,
): Promise<RejectedAnswer> {
  const found = await deps.store.read((reader) => takingsOf(deps, reader, name));
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
  const rows = (await rejectedRows(deps, body)).map(({ file, line, hasNoLines, column, expected, came, text }) => ({
    file,
    line,
    lineIs: hasNoLines === true ? ('row' as const) : ('line' as const),
    column: column ?? null,
    expected,
    came,
    text,
  }));
  return { taking: await deps.store.read((reader) => summariseTaking(deps, reader, newest.taking)), rows };
}

/** The takings, newest first, of the snapshots whose digest begins so; of all, the newest alone. */
async function takingsOf(
  deps: Deps,
  reader: Reader,
  name: string | undefined,
): Promise<readonly { readonly taking: string; readonly snapshot: string }[]> {
  const limit = name === undefined ? { limit: 1 } : {};
  const found: { readonly taking: string; readonly snapshot: string }[] = [];
  for (const { digest } of await reader.from('record').find({ kind: 'taking' }, { descending: true, ...limit })) {
    const { snapshot } = (await getRecord(deps, reader, 'taking', digest)).body.inputs;
    if (snapshot.startsWith(name ?? '')) found.push({ taking: digest, snapshot });
  }
  return found;
}
