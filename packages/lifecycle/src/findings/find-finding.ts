import { Problem } from '@tend/protocol';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** The finding of an id or of the beginning of one. TND-1008 where none has it, or several do. */
export async function findFinding(reader: Reader, id: string): Promise<Tables['finding']> {
  const rows = (await reader.from('finding').find({})).filter((row) => row.id.startsWith(id));
  const [row] = rows;
  if (row && rows.length === 1) return row;
  throw new Problem('TND-1008', {
    message: row ? `${rows.length} findings have an id that begins with ${id}` : `no finding has the id ${id}`,
    expected: 'the id of a finding, or a beginning that only one has',
    came: id,
    next: ['npx --no-install tend findings --all'],
  });
}
