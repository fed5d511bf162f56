import { open } from 'node:fs/promises';
import { missingMark } from './converted-file.ts';
import type { ReadLimits } from './read-limits.ts';
import { beyondLimit, unreadable } from './source-problem.ts';

/** Writes rows of cells into a file of delimited text. */
export interface TextWriter {
  /** Lines that were begun, the header among them. */
  readonly lineCount: number;
  /** Null is a missing value. Resolves when more may be written. */
  write(cells: readonly (string | null)[]): Promise<void> | undefined;
  close(): Promise<void>;
}

const blockLength = 2 ** 18;
const special = /[",\r\n]/;

/**
 * Opens the file `path` for the rows of the source `name`, and writes the header. TND-1201 where it comes to more than the
 * limit, and for text that is no Unicode (half of a surrogate pair), which UTF-8 could not hold.
 */
export async function openTextWriter(
  name: string,
  path: string,
  header: readonly string[],
  limits: ReadLimits,
): Promise<TextWriter> {
  const file = await open(path, 'wx', 0o600);
  let pending = '';
  let writtenBytes = 0;
  let lineCount = 0;

  async function flush(): Promise<void> {
    const bytes = Buffer.from(pending);
    pending = '';
    writtenBytes += bytes.length;
    if (writtenBytes > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
    await file.write(bytes);
  }

  function write(cells: readonly (string | null)[]): Promise<void> | undefined {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? missingMark;
      if (i > 0) pending += ',';
      if (!special.test(cell) && cell !== '') pending += cell;
      else {
        pending += `"${cell.replaceAll('"', '""')}"`;
        for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lineCount++;
      }
    }
    pending += '\n';
    lineCount++;
    if (pending.length < blockLength) return undefined;
    if (!pending.isWellFormed()) throw notUnicode(name);
    return flush();
  }

  await write(header.map((column) => column));
  return {
    get lineCount() {
      return lineCount;
    },
    write,
    close: async () => {
      try {
        if (!pending.isWellFormed()) throw notUnicode(name);
        if (pending !== '') await flush();
      } finally {
        await file.close();
      }
    },
  };
}

function notUnicode(name: string): Error {
  return unreadable(name, {
    message: `${name} holds text that is not Unicode`,
    expected: 'whole characters',
    came: 'half of a surrogate pair, such as \\ud800',
    next: ['write the text out again without it'],
  });
}
