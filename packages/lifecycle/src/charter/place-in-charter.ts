import type { Place } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { parseCharterText } from './parse-charter-text.ts';
import { charterPath } from './read-charter.ts';

export type CharterPath = readonly (string | number)[];

/** Line and column of a key of the charter, in its text as it stands now: the charter that was read knows no lines. */
export async function placeInCharter(
  { files, utf8 }: Pick<Ports, 'files' | 'utf8'>,
  path: CharterPath,
): Promise<Place> {
  const bytes = await files.read(charterPath);
  return bytes ? parseCharterText(utf8.decode(bytes), charterPath).placeOf(path) : { file: charterPath };
}
