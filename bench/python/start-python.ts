import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchSet } from '../data-sets/bench-set.ts';

/** A Python process that does what it is told (`python_side.py`); it times its own calls into the other library. */
export interface PythonSide {
  ask<Answer>(op: string, request?: object): Promise<Answer>;
  /** Names and versions of Python and the packages compared with. */
  versions(): Promise<Readonly<Record<string, string>>>;
  load(set: BenchSet): Promise<void>;
  /** The path of a file that both sides may use, by its name. */
  file(name: string): string;
  /** The float64 numbers in such a file. */
  numbers(name: string): Float64Array;
  close(): void;
}

/** Starts a script with the given Python; `threads` pins those of OpenMP and of the linear algebra. */
export function startPython(python: string, script: string, threads?: number): PythonSide {
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const count = threads === undefined ? {} : { OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` };
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...count, PYTHONPATH: import.meta.dirname, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <Answer>(op: string, request: object = {}): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify({ op, ...request })}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`${python} ended while it was asked to ${op}`);
    return JSON.parse(value);
  };
  const file = (name: string): string => join(folder, name);
  return {
    ask,
    versions: () => ask('versions'),
    load: async ({ columns, categories, target, trainRows }) => {
      writeFileSync(file('values'), columns.values);
      writeFileSync(file('target'), target);
      const { rowCount, columnCount } = columns;
      const categorical = categories.flatMap((count, column) => (count > 0 ? [column] : []));
      const files = { values: file('values'), target: file('target') };
      await ask('load', { ...files, rowCount, columnCount, trainRows, categorical });
    },
    file,
    numbers: (name) => {
      const { buffer, byteOffset, length } = readFileSync(file(name));
      return new Float64Array(buffer.slice(byteOffset, byteOffset + length));
    },
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
