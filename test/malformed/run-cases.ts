import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSources } from '@tend/node';
import { Problem } from '@tend/protocol';
import { type Cell, cellAt, loadColumns } from '@tend/table';
import { afterAll, expect, test } from 'vitest';
import { folderState } from '../folder-state.ts';
import type { MalformedCase, Parsed } from './malformed-case.ts';

const base = mkdtempSync(join(tmpdir(), 'tend-malformed-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let made = 0;

/** One test a case: the answer is the one that it names, nothing was changed, and nothing is left behind. */
export function runCases(cases: readonly MalformedCase[]): void {
  for (const malformed of cases)
    test(malformed.name, async (context) => {
      if (malformed.skip !== undefined) context.skip(malformed.skip);
      const { answer } = malformed;
      const came = await read(malformed);
      if ('kinds' in answer) {
        if (came instanceof Problem) throw came;
        expect(came).toEqual(answer);
        return;
      }
      if (!(came instanceof Problem)) throw new Error(`expected a problem, came ${JSON.stringify(came).slice(0, 400)}`);
      const { message, expected, came: found, place, next } = came.detail;
      expect(came.code).toBe(answer.code);
      expect([message, expected, found, ...(next ?? [])].join('; ')).toMatch(answer.says);
      expect(next?.length ?? 0).toBeGreaterThan(0);
      if (answer.line !== undefined) expect(place).toMatchObject({ file: expect.any(String), line: answer.line });
      if (answer.column !== undefined) expect(place).toMatchObject({ column: answer.column });
    });
}

/** Reads the source of a case as a project does; gives what it holds, or the problem. */
async function read({ make, request = {}, limits = {} }: MalformedCase): Promise<Parsed | Problem> {
  const folder = join(base, `case${made++}`);
  const temporary = join(base, `temporary${made}`);
  for (const path of [folder, temporary]) mkdirSync(path);
  await make(folder);
  const [before, usual] = [folderState(folder), process.env.TMPDIR];
  process.env.TMPDIR = temporary;
  try {
    return await tableOf(folder, { request, limits });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error;
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    expect(folderState(folder)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  }
}

async function tableOf(
  folder: string,
  { request, limits }: Required<Pick<MalformedCase, 'request' | 'limits'>>,
): Promise<Parsed> {
  const noBlobs = { putTable: () => Promise.reject(new Error('nothing is stored')) };
  const sources = openSources(folder, noBlobs, { limits });
  const reading = await sources.read({ source: 'data.csv', columns: {}, missing: {}, maxRejected: 0, ...request });
  try {
    const { columns, rowCount } = await loadColumns(reading.table);
    const rows = Array.from({ length: rowCount }, (_, row) => columns.map((column): Cell => cellAt(column, row)));
    return { kinds: Object.fromEntries(columns.map(({ name, kind }) => [name, kind])), rows };
  } finally {
    await reading.close();
  }
}
