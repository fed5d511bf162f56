import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { api, type Operation } from '@tend/protocol';
import { describe, expect, test } from 'vitest';
import { commandList } from '../packages/cli/src/command-list.ts';
import { findCommand } from '../packages/cli/src/find-command.ts';
import { globalOptions } from '../packages/cli/src/option.ts';
import { parseArguments } from '../packages/cli/src/parse-arguments.ts';
import { root } from '../scripts/source-files.ts';
import { bareCommandsIn, commandsIn, filePathsIn, headingsIn, linksIn } from './docs/read-document.ts';

const present = (path: string): boolean => existsSync(join(root, path));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  ...globSync('docs/*.md', { cwd: root }),
]
  .filter(present)
  .map((path) => ({ path, text: read(path) }));
const faultsOf = (found: (text: string) => readonly string[]): readonly string[] =>
  documents.flatMap(({ path, text }) => found(text).map((fault) => `${path}: ${fault}`));

const stagePages = ['problem', 'data', 'explore', 'prepare', 'train', 'evaluate', 'govern', 'deploy', 'monitor'];
const pages = [...stagePages, 'iterate', 'command-line', 'http', 'library'].map((name) => `docs/${name}.md`);

/** Written while a project runs, so absent from a fresh clone. */
const generated = /^examples\/birdstrikes\/run\b/;

test('there is a page for each stage and for each door', () => {
  expect(documents.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...pages]),
  );
});

test('every file that a document names is there', () => {
  const named = documents.flatMap(({ path, text }) => filePathsIn(text).map((file) => ({ path, file })));
  expect(named.filter(({ file }) => !generated.test(file) && !present(file))).toEqual([]);
  expect(new Set(named.map(({ file }) => file)).size).toBeGreaterThanOrEqual(120);
  expect(named.filter(({ path }) => path === 'ARCHITECTURE.md').length).toBeGreaterThanOrEqual(100);
});

test('every link within the repository leads somewhere', () => {
  const links = documents.flatMap(({ path, text }) => linksIn(text).map((link) => ({ path, link })));
  const inside = links.filter(({ link }) => !/^[a-z]+:/.test(link));
  const dead = inside.filter(({ path, link }) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    return !present(target) || (anchor !== undefined && !headingsIn(read(target)).includes(anchor));
  });
  expect(dead).toEqual([]);
  expect(inside.length).toBeGreaterThanOrEqual(20);
});

describe('commands', () => {
  const all = documents.flatMap(({ path, text }) => commandsIn(text).map((command) => ({ path, ...command })));

  test('name a command that exists, and only options that it has', async () => {
    const faults: string[] = [];
    for (const { path, words } of all) {
      const fault = await faultIn(words);
      if (fault !== undefined) faults.push(`${path}: tend ${words.join(' ')}: ${fault}`);
    }
    expect(faults).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(45);
  });

  test('that stand in a block are complete: they parse as they are', async () => {
    const typed = all.filter(({ isTyped, words }) => isTyped && words.length > 0);
    const faults: string[] = [];
    for (const { path, words } of typed) {
      const fault = await parseFault(words);
      if (fault !== undefined) faults.push(`${path}: tend ${words.join(' ')}: ${fault}`);
    }
    expect(faults).toEqual([]);
    expect(typed.length).toBeGreaterThanOrEqual(25);
  });

  test('are never typed under the bare name, which belongs to another npm package', () => {
    expect(faultsOf(bareCommandsIn)).toEqual([]);
  });

  test('are all explained, with every option', async () => {
    const page = read('docs/command-line.md');
    for (const [name, { load }] of Object.entries(commandList)) {
      expect(page, name).toContain(`\`${name}`);
      for (const option of Object.keys((await load()).command.options)) expect(page, name).toContain(`--${option}`);
    }
    for (const option of Object.keys(globalOptions)) expect(page).toContain(`--${option}`);
    expect(Object.keys(commandList).length).toBeGreaterThanOrEqual(15);
  });
});

test('every operation is in the page of the library, and every route in that of HTTP', () => {
  const operations = Object.entries(api) as [string, Operation][];
  const routes = operations.flatMap(([, { http }]) => (http === undefined ? [] : [`${http.method} ${http.path}`]));
  const [library, http] = [read('docs/library.md'), read('docs/http.md')];
  expect(operations.map(([name]) => name).filter((name) => !library.includes(`\`${name}\``))).toEqual([]);
  expect(routes.filter((route) => !http.includes(`\`${route}\``))).toEqual([]);
  expect(routes.length).toBeGreaterThanOrEqual(10);
});

test('every dependency stands in the architecture with its version and licence', () => {
  const manifests = ['package.json', ...globSync('packages/*/package.json', { cwd: root })];
  const dependencies = new Map(
    manifests.flatMap((path) => {
      const manifest = JSON.parse(read(path)) as Record<string, Record<string, string> | undefined>;
      return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
        Object.entries(manifest[key] ?? {}),
      );
    }),
  );
  const lines = read('ARCHITECTURE.md').split('\n');
  const faults = [...dependencies]
    .filter(([name]) => !name.startsWith('@tend/'))
    .filter(([name, version]) => {
      const line = lines.find((candidate) => candidate.includes(`\`${name}\``) && candidate.includes(version));
      const own = `node_modules/${name}/package.json`;
      // The Node of another platform is not installed here.
      const licence = present(own) ? (JSON.parse(read(own)) as { license: string }).license : '';
      return !line?.includes(licence);
    });
  expect(faults).toEqual([]);
  expect(dependencies.size).toBeGreaterThanOrEqual(20);
});

describe('a planted fault is found', () => {
  const block = (line: string): string => `Text\n\n\`\`\`sh\n${line}\n\`\`\`\n`;

  test('files, links and headings are read, in sentences and in blocks', () => {
    const text =
      'See `packages/learn/src/gone.ts`, test/gone.test.ts. [a](docs/gone.md#part) `.tend/` ~/docs/x\n## A *part*, 2';
    expect(filePathsIn(text)).toEqual(['packages/learn/src/gone.ts', 'test/gone.test.ts', 'docs/gone.md']);
    expect(linksIn(text)).toEqual(['docs/gone.md#part']);
    expect(headingsIn(text)).toEqual(['a-part-2']);
    expect(filePathsIn(block('node scripts/gone.ts'))).toEqual(['scripts/gone.ts']);
  });

  test.each([
    ['tend fly', 'there is no such command'],
    ['tend run --fast', 'there is no option fast'],
    ['npx --no-install tend audit forget', 'there is no such command'],
    ['npm run tend -- deploy v2 --force # why not', 'there is no option force'],
    ['FORCE=1 npx --no-install tend audit verify --checkpont=x', 'there is no option checkpont'],
  ])('%s', async (code, fault) => {
    const [command] = commandsIn(`\`${code}\` in a sentence`);
    expect(await faultIn(command?.words ?? [])).toBe(fault);
    const [typed] = commandsIn(block(code));
    expect(typed?.words).toEqual(code.startsWith('tend') ? undefined : command?.words);
  });

  test.each([
    ['npx --no-install tend waive v2 --until 2027-01-01', 'needs --criterion'],
    ['npx --no-install tend waive --until soon --criterion a --reason "b c"', '--until does not fit'],
    ['npx --no-install tend reject v1 v2 --reason "b c"', 'does not take "v2"'],
  ])('%s', async (line, fault) => {
    const [command] = commandsIn(block(line));
    expect(command?.isTyped).toBe(true);
    expect(await parseFault(command?.words ?? [])).toContain(fault);
  });

  test.each(['tend run', '$ tend status', 'TEND_ACTOR=mara tend run', 'npm ci && tend run', 'npx tend run'])(
    '%s',
    (line) => {
      expect(bareCommandsIn(block(line))).toEqual([line]);
      expect(bareCommandsIn(`\`${line}\` in a sentence is a name`)).toEqual([]);
    },
  );

  test('what is no command line of ours is left alone', () => {
    for (const line of [
      'npx --no-install tend run',
      'npm run tend -- run',
      'cat tend.yaml',
      'tend/audit',
      'people tend to run',
    ])
      expect(bareCommandsIn(block(line))).toEqual([]);
  });
});

/** What is wrong with the words after `tend`, placeholders and missing options left aside. */
async function faultIn(words: readonly string[]): Promise<string | undefined> {
  const [first] = words;
  if (first === undefined || first === 'help' || first.startsWith('-')) return undefined;
  const name = [words.slice(0, 2).join(' '), first].find((known) => Object.hasOwn(commandList, known));
  const listed = name === undefined ? undefined : commandList[name];
  if (listed === undefined) return 'there is no such command';
  const known = { ...globalOptions, ...(await listed.load()).command.options };
  const options = words.flatMap((word) => (word.startsWith('--') ? [word.slice(2).replace(/=.*/, '')] : []));
  const unknown = options.filter((option) => option !== '' && !Object.hasOwn(known, option));
  return unknown.length === 0 ? undefined : `there is no option ${unknown.join(', ')}`;
}

/** What the command line itself would say. */
async function parseFault(words: readonly string[]): Promise<string | undefined> {
  try {
    const found = findCommand(words);
    const listed = found.kind === 'command' ? commandList[found.name] : undefined;
    if (found.kind === 'command' && listed) parseArguments(found.rest, (await listed.load()).command);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
