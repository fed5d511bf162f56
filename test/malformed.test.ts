import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPorts } from '@tend/node';
import { Problem } from '@tend/protocol';
import { type Cell, cellAt, loadColumns } from '@tend/table';
import { afterAll, describe, expect, test } from 'vitest';
import { folderState } from './folder-state.ts';
import { cellCases } from './malformed/cell-cases.ts';
import { delimitedCases } from './malformed/delimited-cases.ts';
import { encodingCases } from './malformed/encoding-cases.ts';
import type { MalformedCase, Parsed } from './malformed/malformed-case.ts';
import { pathCases } from './malformed/path-cases.ts';

const base = mkdtempSync(join(tmpdir(), 'tend-malformed-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let made = 0;

/** Reads the source of a case as a project does; gives what it holds, or the problem. */
async function read({ make, request }: MalformedCase): Promise<Parsed | Problem> {
  const folder = join(base, `case${made++}`);
  mkdirSync(folder);
  await make(folder);
  const before = folderState(folder);
  const ports = await openPorts({ folder });
  try {
    const reading = await ports.tables.read({
      source: 'data.csv',
      columns: {},
      missing: {},
      maxRejected: 0,
      ...request,
    });
    try {
      const { columns, rowCount } = await loadColumns(reading.table);
      const rows = Array.from({ length: rowCount }, (_, row) => columns.map((column): Cell => cellAt(column, row)));
      return { kinds: Object.fromEntries(columns.map(({ name, kind }) => [name, kind])), rows };
    } finally {
      await reading.close();
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error;
  } finally {
    await Promise.all([ports.trainer.close(), ports.predictions.close(), ports.store.close()]);
    expect(folderState(folder)).toEqual(before);
    expect(readdirSync(folder)).not.toContain('.tend');
  }
}

function run(cases: readonly MalformedCase[]): void {
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
      expect([message, expected, found].join('; ')).toMatch(answer.says);
      expect(next?.length ?? 0).toBeGreaterThan(0);
      if (answer.line !== undefined) expect(place).toMatchObject({ file: expect.any(String), line: answer.line });
      if (answer.column !== undefined) expect(place).toMatchObject({ column: answer.column });
    });
}

describe('the structure of delimited text', () => run(delimitedCases));
describe('cells', () => run(cellCases));
describe('encodings', () => run(encodingCases));
describe('paths', () => run(pathCases));
