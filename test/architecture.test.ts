import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { productFiles, root, sourceFiles } from '../scripts/source-files.ts';
import { layers } from './architecture/layers.ts';
import { readModule } from './architecture/read-module.ts';
import { readWorkspace } from './architecture/read-workspace.ts';
import { type Manifest, nameViolations, violations } from './architecture/violations.ts';

describe('the workspace', () => {
  const workspace = readWorkspace();
  const imports = workspace.modules.flatMap((module) => module.imports);

  test('keeps the rules of direction', () => {
    expect(violations(workspace)).toEqual([]);
  });

  test('has names that name a job', () => {
    expect(sourceFiles().flatMap(nameViolations)).toEqual([]);
  });

  test('was read in full: files and imports of every package', () => {
    expect(workspace.modules.length).toBeGreaterThanOrEqual(400);
    expect(imports.length).toBeGreaterThanOrEqual(1500);
    expect(Object.keys(workspace.manifests).sort()).toEqual(Object.keys(layers).sort());
    for (const name of Object.keys(layers)) {
      const own = workspace.modules.filter(({ path }) => path.startsWith(`packages/${name}/src/`));
      expect(own.map(({ path }) => path)).toContain(`packages/${name}/src/index.ts`);
    }
  });

  test('was read in full: no fewer imports than lines that look like one', () => {
    const text = productFiles().map((path) => readFileSync(join(root, path), 'utf8'));
    const lines = text.flatMap((all) => all.match(/^(import\b.*|export\b.*|\}) from '[^']+';$/gm) ?? []);
    expect(lines.length).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThanOrEqual(lines.length);
  });
});

describe('a planted violation is found', () => {
  const dependencies: Manifest = {
    dependencies: { zod: '1', kysely: '1', '@tend/kernels': '1', '@tend/lifecycle': '1', '@tend/node': '1' },
    peerDependencies: { 'onnxruntime-node': '1' },
  };
  const manifests = Object.fromEntries(Object.keys(layers).map((name) => [name, dependencies]));
  const faultsOf = (path: string, text: string): readonly string[] =>
    violations({ modules: [readModule(path, text)], manifests, stages: ['train'] })
      .filter((fault) => !fault.includes('package.json:'))
      .map((fault) => fault.replace(`${path}:`, ''));

  test.each([
    ['packages/table/src/x.ts', "import { a } from '@tend/learn';", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "\nimport type { A } from '@tend/learn';", '2: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "export { a } from '@tend/learn';", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "export * as a from '@tend/learn';", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "import '@tend/learn';", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "f(await import('@tend/learn'));", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "let a: import('@tend/learn').A;", '1: table may not import @tend/learn'],
    ['packages/table/src/x.ts', "import a = require('kysely');", '1: modules are imported, not required or resolved'],
    ['packages/node/src/x.ts', "import.meta.resolve('kysely');", '1: modules are imported, not required or resolved'],
    [
      'packages/node/src/x.ts',
      "createRequire(u); require('kysely');",
      '1: modules are imported, not required or resolved',
    ],
    [
      'packages/node/src/x.ts',
      "new URL('./x.cases.ts', import.meta.url);",
      '1: product code may not import ./x.cases.ts',
    ],
    ['packages/node/src/x.ts', 'await import(name);', '1: the path of an import is written out, never computed'],
    ['packages/table/src/x.ts', "import a from '@tend/kernels/src/a.ts';", '1: import @tend/kernels through its index'],
    ['packages/server/src/x.ts', "import a from '@tend/node';", '1: server may import @tend/node only in src/main.ts'],
    [
      'packages/cli/src/commands/main.ts',
      "import a from '@tend/node';",
      '1: cli may import @tend/node only in src/main.ts',
    ],
    ['packages/node/src/x.ts', "import a from '@tend/protocol';", '1: @tend/protocol is not among the dependencies'],
    ['packages/node/src/x.ts', "import a from 'pg/lib/x.js';", '1: pg is not among the dependencies in package.json'],
    [
      'packages/node/src/x.ts',
      "import a from '@duckdb/node-api';",
      '1: @duckdb/node-api is not among the dependencies',
    ],
    ['packages/node/src/x.ts', "import a from 'onnxruntime-node';", '1: onnxruntime-node may not be there'],
    ['packages/protocol/src/x.ts', "import a from 'kysely';", '1: protocol may not import kysely'],
    [
      'packages/kernels/src/x.ts',
      "import a from 'zod';",
      '1: kernels may not import zod: of outside packages it has none',
    ],
    ['packages/lifecycle/src/x.ts', "import a from 'node:fs';", '1: lifecycle is pure and may not import node:fs'],
    [
      'packages/lifecycle/src/x.ts',
      "import a from 'fs/promises';",
      '1: lifecycle is pure and may not import fs/promises',
    ],
    ['packages/node/src/x.ts', "import a from 'fs';", '1: write node:fs'],
    [
      'packages/learn/src/x.ts',
      "import a from '../../kernels/src/a.ts';",
      '1: ../../kernels/src/a.ts leaves the package',
    ],
    ['packages/learn/src/x.ts', "import a from './a.test.ts';", '1: product code may not import ./a.test.ts'],
    [
      'packages/learn/src/x.ts',
      "import a from './a.reference.json' with { type: 'json' };",
      '1: product code may not import',
    ],
    [
      'packages/lifecycle/src/x.ts',
      "import a from './train/fit-all.ts';",
      '1: the stage train is entered through its index.ts',
    ],
    [
      'packages/lifecycle/src/data/x.ts',
      "import a from '../train/fit-all.ts';",
      '1: the stage train is entered through',
    ],
    ['packages/learn/src/index.ts', "export * from './a.ts';", '1: an index.ts is an explicit list, without export *'],
    [
      'packages/learn/src/index.ts',
      "export type * from './a.ts';",
      '1: an index.ts is an explicit list, without export *',
    ],
    ['packages/learn/src/x.ts', "f();\nconsole.log('x');", '2: learn is pure and may not use console: it is a port'],
    ['packages/learn/src/x.ts', 'f({ Buffer });', '1: learn is pure and may not use Buffer: it is a port'],
    [
      'packages/learn/src/x.ts',
      'declare const process: unknown; f(process);',
      '1: learn is pure and may not use process',
    ],
    [
      'packages/learn/src/x.ts',
      'f((globalThis as T).performance);',
      '1: learn is pure and may not use globalThis.performance',
    ],
    ['packages/learn/src/x.ts', 'f(globalThis[name]);', '1: learn is pure and may not use globalThis'],
    ['packages/learn/src/x.ts', 'f(globalThis);', '1: learn is pure and may not use globalThis: it is a port'],
    ['packages/web/src/x.ts', '', '1: the package web has no place in the table of layers'],
  ])('%s: %s', (path, text, expected) => {
    expect(faultsOf(path, text)).toEqual([expect.stringContaining(expected)]);
  });

  test('in the dependencies of a package', () => {
    expect(violations({ modules: [], manifests: { learn: dependencies }, stages: [] })).toEqual([
      'packages/learn/package.json:1: learn may not depend on @tend/lifecycle',
      'packages/learn/package.json:1: learn may not depend on @tend/node',
    ]);
  });

  test('in the name of a file or a folder', () => {
    expect(nameViolations('packages/node/src/utils/x.ts')).toEqual([
      'packages/node/src/utils/x.ts:1: "utils" names no job',
    ]);
    expect(nameViolations('packages/node/src/lease-manager.test.ts')).toHaveLength(1);
  });

  test.each([
    ['packages/table/src/x.ts', "import { a } from '@tend/kernels';"],
    ['packages/server/src/main.ts', "import { a } from '@tend/node';"],
    ['packages/node/src/x.ts', "import a from 'node:fs'; import b from 'kysely/migration'; console.log(process.pid);"],
    ['packages/lifecycle/src/x.ts', "import a from './train/index.ts'; import b from './store/store.ts';"],
    ['packages/lifecycle/src/train/x.ts', "import a from './fit-all.ts'; import b from 'zod';"],
    [
      'packages/learn/src/x.ts',
      'const f = ({ process: [performance = 1] }, crypto) => performance + crypto; a.console.URL;',
    ],
    ['packages/learn/src/x.ts', 'f((globalThis as unknown as { WebAssembly: T }).WebAssembly, { console: 1 });'],
  ])('and what is allowed is not: %s: %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  test('a file that does not parse is an error, not a file without imports', () => {
    expect(() => readModule('packages/learn/src/x.ts', 'import {')).toThrow('packages/learn/src/x.ts does not parse');
  });
});
