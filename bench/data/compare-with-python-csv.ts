/**
 * Reads generated texts with Tend and with Python's csv module, and names the first that they read differently.
 *
 *   node bench/data/compare-with-python-csv.ts --python PY --cases 10000 --from 0 [--write]
 *
 * With `--write` Python's answers become the reference of `test/python-csv.test.ts`.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Problem } from '@tend/protocol';
import { expectedRows, type PythonRows } from '../../test/python-csv/expected-rows.ts';
import { generatedText } from '../../test/python-csv/generated-text.ts';
import { readGenerated } from '../../test/python-csv/read-generated.ts';
import { rowsDigest } from '../../test/python-csv/rows-digest.ts';

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    cases: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
});
const script = join(import.meta.dirname, 'python_csv.py');
const child = spawn(values.python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const next = async <Answer>(): Promise<Answer> => {
  const { value, done } = await answers.next();
  if (done === true) throw new Error(`${values.python} ended early`);
  return JSON.parse(value);
};

const versions = await next<Readonly<Record<string, string>>>();
const digests: string[] = [];
let [refusedCount, differing] = [0, 0];
for (let seed = Number(values.from); seed < Number(values.from) + Number(values.cases); seed++) {
  const generated = generatedText(seed);
  const { text, delimiter, quote } = generated;
  child.stdin.write(`${JSON.stringify({ text, delimiter, quote })}\n`);
  const expected = expectedRows(await next<PythonRows | null>().then((rows) => rows ?? undefined));
  digests.push(rowsDigest(expected));
  if (expected === undefined) refusedCount++;
  if (values.write) continue;
  const came = await readGenerated(generated);
  if (rowsDigest(came instanceof Problem ? undefined : came) === digests.at(-1)) continue;
  if (differing++ < 5)
    for (const [what, value] of Object.entries({ seed, generated, expected, came }))
      console.log(what, (JSON.stringify(value) ?? 'refused').slice(0, 1000));
}
child.stdin.end();
console.log(`${digests.length} texts, ${refusedCount} of them no tables, ${differing} read differently`);
if (values.write) {
  const command = 'node bench/data/compare-with-python-csv.ts --python PY --cases 2000 --write';
  const source = readFileSync(script, 'utf8');
  const path = join(import.meta.dirname, '../../test/python-csv.reference.json');
  writeFileSync(path, `${JSON.stringify({ command, source, versions, digests: digests.join(' ') }, null, 1)}\n`);
}
if (differing > 0) process.exitCode = 1;
