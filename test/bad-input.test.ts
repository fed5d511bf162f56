import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { folderState } from './folder-state.ts';
import { type Ended, tend, tendHere } from './tend-command.ts';
import { requestOf, tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const csv = tinyCsv(tinyRows());
const lines = csv.split('\n');
const inLine = (n: number, change: (line: string) => string): string =>
  lines.map((line, i) => (i === n - 1 ? change(line) : line)).join('\n');
const [request] = tinyRows({ firstDay: 366, count: 1 }).map(requestOf);
const rowWith = (changes: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...request, ...changes });

/** A project whose first version serves and has answered once; every case gets a copy. */
const ready = base.make({ approvals: '{required: 1, separate: false}' });
const project = await base.as('mara', ready);
await project.run({ threads: 1 });
await project.approve({ version: 'v1' });
await project.deploy({ version: 'v1' });
await project.predict({ rows: request ? [request] : [] });
await base.closeProjects();

interface Case {
  readonly name: string;
  readonly folder: () => string;
  readonly words: readonly string[];
  readonly code: string;
  /** What the message says. */
  readonly says: RegExp;
  readonly expected?: RegExp;
  readonly came?: RegExp;
  readonly next?: RegExp;
  /** File, line and column, as far as they are known. */
  readonly place?: readonly [file: string, line?: number, column?: number];
}

let made = 0;
function folderWith(file: string, content: string | Uint8Array | undefined): string {
  const folder = join(base.path, `new${made++}`);
  mkdirSync(folder);
  if (content !== undefined) writeFileSync(join(folder, file), content);
  return folder;
}

/** `tend init` on a file, in a folder that holds nothing else. */
function initOn(content: string | Uint8Array | undefined, target = 'damage'): Pick<Case, 'folder' | 'words'> {
  return {
    folder: () => folderWith('flights.csv', content),
    words: ['init', '--data', 'flights.csv', '--target', target],
  };
}

/** `tend run` after the source was replaced. */
function runOn(content: string | Uint8Array): Pick<Case, 'folder' | 'words'> {
  const folder = () => {
    const copy = base.copy(ready);
    writeFileSync(join(copy, 'strikes.csv'), content);
    return copy;
  };
  return { folder, words: ['run'] };
}

/** `tend run` after an edit of the charter. */
function runWith(before: string | RegExp, after: string): Pick<Case, 'folder' | 'words'> {
  const folder = () => {
    const copy = base.copy(ready);
    const path = join(copy, 'tend.yaml');
    const text = readFileSync(path, 'utf8');
    const edited = text.replace(before, after);
    if (edited === text) throw new Error(`the charter has no ${before}`);
    writeFileSync(path, edited);
    return copy;
  };
  return { folder, words: ['run'] };
}

function onReady(...words: string[]): Pick<Case, 'folder' | 'words'> {
  return { folder: () => base.copy(ready), words };
}

const files: readonly Case[] = [
  { name: 'a missing file', ...initOn(undefined), code: 'TND-1004', says: /flights.csv cannot be read: no file/ },
  {
    name: 'a directory',
    ...initOn(undefined),
    folder: () => {
      const folder = folderWith('', undefined);
      mkdirSync(join(folder, 'flights.csv'));
      return folder;
    },
    code: 'TND-1004',
    says: /flights.csv cannot be read: a folder/,
  },
  {
    name: 'a binary file',
    ...initOn(new Uint8Array([65, 10, 0, 255])),
    code: 'TND-1201',
    says: /is not a text file: line 2 holds a NUL byte/,
  },
  {
    name: 'a UTF-16 file cut in the middle of a character',
    ...initOn(Buffer.from(`\ufeff${csv}`, 'utf16le').subarray(0, -1)),
    code: 'TND-1201',
    says: /utf-16le/,
  },
  {
    name: 'a ragged row',
    ...initOn(inLine(6, (line) => `${line},more`)),
    code: 'TND-1201',
    says: /line 6 of flights.csv has 6 fields/,
    expected: /5 fields/,
    place: ['flights.csv', 6],
  },
  {
    name: 'an unclosed quote',
    ...initOn(inLine(9, (line) => `"${line}`)),
    code: 'TND-1201',
    says: /quote that opens in line 9/,
    place: ['flights.csv', 9],
  },
  {
    name: 'a duplicate header',
    ...initOn(csv.replace('weight', 'speed')),
    code: 'TND-1201',
    says: /two columns of flights.csv are named "speed"/,
    place: ['flights.csv', 1],
  },
  { name: 'an empty file', ...initOn(''), code: 'TND-1201', says: /flights.csv is empty/ },
  { name: 'a header only', ...initOn(`${lines[0]}\n`), code: 'TND-1201', says: /a header and no rows/ },
  {
    name: 'an absent target column',
    ...initOn(csv, 'damge'),
    code: 'TND-1008',
    says: /no column damge/,
    next: /did you mean --target "damage"/,
  },
  { name: 'a constant target', ...initOn(csv.replaceAll(',yes', ',no')), code: 'TND-1202', says: /is no in every row/ },
  {
    name: 'a target without values',
    ...initOn(csv.replaceAll(/,(yes|no)\n/g, ',\n')),
    code: 'TND-1202',
    says: /no value at all/,
  },
  {
    name: 'a charter that exists',
    ...onReady('init', '--data', 'strikes.csv', '--target', 'damage'),
    code: 'TND-1007',
    says: /exists here already/,
  },
  {
    name: 'a ragged row in a later taking',
    ...runOn(inLine(6, (line) => `${line},more`)),
    code: 'TND-1201',
    says: /line 6 of strikes.csv has 6 fields/,
    place: ['strikes.csv', 6],
  },
  {
    name: 'a word where the contract says number',
    ...runOn(inLine(10, (line) => line.replace(/,[\d.]+/, ',fast'))),
    code: 'TND-1201',
    says: /line 10 of strikes.csv has "fast" in column "speed"/,
    expected: /a number/,
    place: ['strikes.csv', 10, 12],
  },
  {
    name: 'a target that became constant',
    ...runOn(csv.replaceAll(',yes', ',no')),
    code: 'TND-1204',
    says: /only 0 positives/,
    place: ['tend.yaml', 13],
  },
  {
    name: 'a source that is gone',
    ...runWith('strikes.csv', 'other.csv'),
    code: 'TND-1004',
    says: /other.csv cannot be read/,
  },
];

const charters: readonly Case[] = [
  {
    name: 'an unknown key at the top',
    ...runWith('seed: 42', 'sed: 42'),
    code: 'TND-1001',
    says: /no key sed/,
    expected: /seed/,
    next: /did you mean seed\?/,
    place: ['tend.yaml', 24, 1],
  },
  {
    name: 'an unknown key below',
    ...runWith('needless: 10', 'needles: 10'),
    code: 'TND-1001',
    says: /decision.costs has no key needles/,
    expected: /missed, needless, currency/,
    next: /did you mean needless\?/,
    place: ['tend.yaml', 16, 24],
  },
  {
    name: 'a key of another form',
    ...runWith(/split: .*/, 'split: {by: random, test: 0.2}'),
    code: 'TND-1001',
    says: /split has no key test/,
    expected: /testShare/,
    place: ['tend.yaml', 13],
  },
  {
    name: 'a wrong type',
    ...runWith('seed: 42', 'seed: many'),
    code: 'TND-1001',
    says: /seed is not valid/,
    expected: /number/,
    came: /"many"/,
    place: ['tend.yaml', 24, 1],
  },
  {
    name: 'a day that does not exist',
    ...runWith('2024-03-16', '2024-02-31'),
    code: 'TND-1001',
    says: /split.test.until/,
    expected: /a date such as/,
    place: ['tend.yaml', 13],
  },
  {
    name: 'invalid YAML',
    ...runWith('criteria:', 'criteria: ['),
    code: 'TND-1001',
    says: /not valid YAML/,
    place: ['tend.yaml'],
  },
  {
    name: 'a key twice',
    ...runWith('seed: 42', 'seed: 42\nseed: 43'),
    code: 'TND-1001',
    says: /keys must be unique/,
    place: ['tend.yaml', 25, 1],
  },
  {
    name: 'a YAML alias without anchor',
    ...runWith('seed: 42', 'seed: *nowhere'),
    code: 'TND-1001',
    says: /Unresolved alias/,
    place: ['tend.yaml', 24, 7],
  },
  {
    name: 'YAML that unfolds into too much',
    ...runWith(
      'seed: 42',
      `${Array.from(
        { length: 5 },
        (_, i) =>
          `x${i}: &x${i} [${Array(12)
            .fill(i === 0 ? 'x' : `*x${i - 1}`)
            .join(', ')}]`,
      ).join('\n')}\nseed: 42`,
    ),
    code: 'TND-1001',
    says: /Excessive alias count/,
    place: ['tend.yaml'],
  },
  {
    name: 'an empty charter',
    ...runWith(/.*/s, ''),
    code: 'TND-1001',
    says: /the charter is not valid/,
    expected: /a mapping/,
    place: ['tend.yaml', 1, 1],
  },
  {
    name: 'an unknown column in the target',
    ...runWith("damage == 'yes'", "damge == 'yes'"),
    code: 'TND-1006',
    says: /target.expression in tend.yaml: .*did you mean damage/,
    place: ['tend.yaml', 12],
  },
  {
    name: 'a syntax error in the target',
    ...runWith("damage == 'yes'", "damage = 'yes'"),
    code: 'TND-1006',
    says: /at character 8: write ==/,
    place: ['tend.yaml', 12],
  },
  {
    name: 'an unknown column in the rule',
    ...runWith('speed > 140', 'sped > 140'),
    code: 'TND-1006',
    says: /decision.rule .*did you mean speed/,
    place: ['tend.yaml', 17],
  },
  {
    name: 'an unknown column in a criterion',
    ...runWith('metric: rocAuc, atLeast', 'metric: rocAuc, where: "phse == \'climb\'", atLeast'),
    code: 'TND-1006',
    says: /criteria.ranks-well.where .*did you mean phase/,
    place: ['tend.yaml', 19],
  },
  {
    name: 'time',
    ...runWith('time: {column: day}', 'time: {column: dya}'),
    code: 'TND-1001',
    says: /data.time.column names a column/,
    next: /did you mean "day"/,
    place: ['tend.yaml', 9, 10],
  },
  {
    name: 'a time that holds words',
    ...runWith('time: {column: day}', 'time: {column: phase}'),
    code: 'TND-1001',
    says: /phase does not hold times/,
    place: ['tend.yaml', 9, 10],
  },
  {
    name: 'exclude',
    ...runWith('  contract:', '  exclude: [{column: wheight, reason: r, by: b}]\n  contract:'),
    code: 'TND-1001',
    says: /data.exclude\[0\].column/,
    next: /did you mean "weight"/,
    place: ['tend.yaml', 10, 14],
  },
  {
    name: 'keep',
    ...runWith('  contract:', '  keep: [{column: wheight, reason: r, by: b}]\n  contract:'),
    code: 'TND-1001',
    says: /data.keep\[0\].column/,
    place: ['tend.yaml', 10, 11],
  },
  {
    name: 'protected',
    ...runWith('  contract:', '  protected: [phse]\n  contract:'),
    code: 'TND-1001',
    says: /data.protected\[0\]/,
    place: ['tend.yaml', 10, 15],
  },
  {
    name: 'slices',
    ...runWith('[phase]', '[phase, phse]'),
    code: 'TND-1001',
    says: /slices\[1\]/,
    expected: /day, speed, weight, phase, damage/,
    place: ['tend.yaml', 21, 17],
  },
  {
    name: 'contract',
    ...runWith('    speed:', '    sped:'),
    code: 'TND-1001',
    says: /data.contract.sped/,
    place: ['tend.yaml', 11, 5],
  },
  {
    name: 'an alias for nothing',
    ...runWith('  contract:', '  aliases: {velocity: sped}\n  contract:'),
    code: 'TND-1001',
    says: /data.aliases.velocity/,
    place: ['tend.yaml', 10, 13],
  },
  {
    name: 'bounds for words',
    ...runWith('    speed:', '    phase: {min: 3}\n    speed:'),
    code: 'TND-1001',
    says: /min and max are for numbers/,
    place: ['tend.yaml', 11, 13],
  },
  {
    name: 'spans that overlap',
    ...runWith('{from: 2024-02-20', '{from: 2024-02-10'),
    code: 'TND-1001',
    says: /train and test overlap/,
    place: ['tend.yaml', 13, 1],
  },
  {
    name: 'a split side without positives',
    ...runWith('{from: 2024-02-20, until: 2024-03-16}', '{from: 2025-01-01}'),
    code: 'TND-1204',
    says: /test side of the split has only 0 rows/,
    place: ['tend.yaml', 13, 1],
  },
  {
    name: 'two criteria of one name',
    ...runWith('id: saves-cost', 'id: ranks-well'),
    code: 'TND-1001',
    says: /two criteria have the id ranks-well/,
    place: ['tend.yaml', 20],
  },
];

const requests: readonly Case[] = [
  {
    name: 'a missing column',
    ...onReady('predict', '--row', rowWith({ speed: undefined })),
    code: 'TND-1009',
    says: /row 1: speed/,
    expected: /a number or null/,
    came: /nothing/,
  },
  {
    name: 'a mistyped column',
    ...onReady('predict', '--row', rowWith({ speed: 'fast' })),
    code: 'TND-1009',
    says: /row 1: speed/,
    expected: /a number or null/,
    came: /the text "fast"/,
  },
  {
    name: 'NaN',
    ...onReady('predict', '--row', '{"day": "2025-01-01", "speed": NaN}'),
    code: 'TND-1009',
    says: /not valid JSON/,
    place: ['--row', 1, 32],
  },
  {
    name: 'a number beyond all',
    ...onReady('predict', '--row', rowWith({}).replace(/"speed":[\d.]+/, '"speed":1e999')),
    code: 'TND-1009',
    says: /speed/,
    came: /Infinity/,
  },
  {
    name: 'a day that does not exist',
    ...onReady('predict', '--row', rowWith({ day: '2025-02-30' })),
    code: 'TND-1009',
    says: /row 1: day/,
    came: /2025-02-30/,
  },
  {
    name: 'an unknown version',
    ...onReady('predict', '--version', 'v9', '--row', rowWith({})),
    code: 'TND-1008',
    says: /no version v9/,
    expected: /tiny@v1/,
  },
  {
    name: 'an unknown prediction',
    ...onReady('why', 'd0000-0000-000001'),
    code: 'TND-1008',
    says: /no prediction d0000-0000-000001/,
  },
  {
    name: 'a file of labels that is missing',
    ...onReady('label', '--file', 'none.csv'),
    code: 'TND-1004',
    says: /none.csv cannot be read/,
  },
  {
    name: 'a folder without a charter',
    folder: () => folderWith('', undefined),
    words: ['run'],
    code: 'TND-1002',
    says: /no project here/,
    expected: /tend.yaml/,
    next: /tend init/,
  },
];

async function refused(one: Pick<Case, 'folder' | 'words'>, run = tendHere): Promise<Ended> {
  const folder = one.folder();
  const before = folderState(folder);
  const ended = await run(folder, [...one.words, '--json']);
  expect(folderState(folder)).toEqual(before);
  return ended;
}

async function expectRefusal({ run, ...one }: Case & { readonly run: typeof tend }): Promise<void> {
  const { exitCode, problem } = await refused(one, run);
  expect(problem).toMatchObject({
    code: one.code,
    message: expect.stringMatching(one.says),
    expected: expect.stringMatching(one.expected ?? /./),
    came: expect.stringMatching(one.came ?? /./),
  });
  expect(problem?.next?.join('\n')).toMatch(one.next ?? /./);
  expect(exitCode).toBe(2);
  if (one.place === undefined) return;
  const [file, line, column] = one.place;
  expect(problem?.place).toMatchObject({ file, ...(line && { line }), ...(column && { column }) });
}

/** The first case of a kind runs the program in a process of its own, the others run the same commands in this one. */
const firstInProcess = (cases: readonly Case[]) => cases.map((one, i) => ({ ...one, run: i === 0 ? tend : tendHere }));

describe('a file that cannot be read as it is meant: exit code 2, and nothing changed', () => {
  test.each(firstInProcess(files))('$name', expectRefusal);
});

describe('a charter that is wrong: exit code 2 with line and column, and nothing changed', () => {
  test.each(firstInProcess(charters))('$name', expectRefusal);
});

describe('a request that is wrong: exit code 2, and nothing changed', () => {
  test.each(firstInProcess(requests))('$name', expectRefusal);
});

describe('a command that is wrong: exit code 2, and nothing changed', () => {
  test.each([
    { words: ['runn'], says: 'there is no command "runn"' },
    { words: ['run', '--thread', '2'], says: 'tend run has no option --thread' },
    { words: ['run', '--threads', '0'], says: '--threads does not fit' },
    { words: ['predict'], says: 'tend predict needs either --row JSON or --rows FILE' },
  ])('$words', async ({ words, says }) => {
    const { exitCode, problem } = await refused(onReady(...words));
    expect(problem).toMatchObject({ code: 'TND-1003', message: says, next: [expect.stringContaining('--help')] });
    expect(exitCode).toBe(2);
  });

  test('for a person it stands on standard error, with the next step', async () => {
    const { folder, words } = runWith('seed: 42', 'sed: 42');
    const { exitCode, stdout, stderr } = await tend(folder(), words);
    expect([exitCode, stdout]).toEqual([2, '']);
    for (const part of ['TND-1001', 'tend.yaml:24:1', 'sed: 42', 'expected', 'did you mean seed?'])
      expect(stderr).toContain(part);
  });
});

test('blanks stop the promotion, not the first model', async () => {
  const folder = base.make({ approvals: '{required: 0}' });
  const path = join(folder, 'tend.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('missed: 100', 'missed: "?"'));
  expect((await tendHere(folder, ['run', '--threads', '1'])).exitCode).toBe(0);
  const before = folderState(folder);
  const { exitCode, problem } = await tendHere(folder, ['deploy', '--json']);
  expect(problem).toMatchObject({ code: 'TND-1005', expected: 'a value at decision.costs.missed', came: '"?"' });
  expect(exitCode).toBe(2);
  expect(folderState(folder)).toEqual(before);
  writeFileSync(path, readFileSync(path, 'utf8').replace('missed: "?"', 'missed: 100'));
  expect((await tendHere(folder, ['run', '--threads', '1'])).exitCode).toBe(0);
  expect((await tendHere(folder, ['deploy'])).exitCode).toBe(0);
});

test('a broken contract is refused with exit code 3 and recorded', async () => {
  const { folder, words } = runWith('speed: {type: number', 'speed: {type: number, max: 100');
  const { exitCode, problem } = await tend(folder(), [...words, '--json']);
  expect(problem).toMatchObject({
    code: 'TND-1203',
    expected: 'at most 100',
    came: expect.stringMatching(/first in row/),
    next: expect.arrayContaining([expect.stringContaining('data.contract')]),
  });
  expect(exitCode).toBe(3);
});

test('columns may go by their aliases everywhere', async () => {
  const { folder, words } = runWith(
    '  contract:\n    speed:',
    '  aliases: {velocity: speed, where: phase, when: day}\n  protected: [where]\n  keep: [{column: velocity, reason: known at once, by: mara}]\n  contract:\n    velocity:',
  );
  const copy = folder();
  const path = join(copy, 'tend.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('[phase]', '[where]').replace('column: day', 'column: when'));
  expect(await tendHere(copy, words)).toMatchObject({ exitCode: 4 });
});

test('a port in use', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  try {
    const { exitCode, problem } = await refused(onReady('serve', '--port', String(port)), tend);
    expect(problem).toMatchObject({
      code: 'TND-4001',
      message: `port ${port} of 127.0.0.1 is in use`,
      next: expect.arrayContaining([expect.stringContaining('--port 0')]),
    });
    expect(exitCode).toBe(2);
  } finally {
    other.close();
  }
});

describe('a workspace that is not as this program left it', () => {
  test('a newer program wrote it', async () => {
    const folder = base.copy(ready);
    const database = new DatabaseSync(join(folder, '.tend', 'tend.db'));
    database.prepare('insert into tend_migration (name, timestamp) values (?, ?)').run('9999-later', '2030-01-01');
    database.close();
    for (const words of [['status'], ['run']]) {
      const { exitCode, problem } = await refused({ folder: () => folder, words });
      expect(problem).toMatchObject({ code: 'TND-4004', came: '9999-later', next: [expect.stringMatching(/newer/)] });
      expect(exitCode).toBe(2);
    }
  });

  test('its database has lost its header', async () => {
    const folder = base.copy(ready);
    const path = join(folder, '.tend', 'tend.db');
    const bytes = readFileSync(path);
    bytes.fill(0x58, 0, 64);
    writeFileSync(path, bytes);
    const { exitCode, problem } = await tend(folder, ['status', '--json']);
    expect(problem).toMatchObject({ code: 'TND-4007', next: [expect.stringMatching(/from a copy/)] });
    expect(exitCode).toBe(1);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});
