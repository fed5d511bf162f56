import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../hashing/sha256-hex.ts';
import { openEngine } from './open-engine.ts';
import { sourceArchive } from './source-archive.ts';

let base = '';
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'tend-engine-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function packagesWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(base, name);
  for (const owner of ['kernels', 'learn', 'lifecycle', 'node', 'protocol', 'table']) {
    mkdirSync(join(folder, owner, 'src', 'deep'), { recursive: true });
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return `${folder}/`;
}

test('the archive frames path, length and content in the order of paths', () => {
  const folder = packagesWith('frames', { 'table/src/b.ts': 'ä', 'learn/src/deep/a.ts': 'x', 'learn/src/Z.ts': '' });
  expect(new TextDecoder().decode(sourceArchive(folder))).toBe(
    'packages/learn/src/Z.ts\x000\0packages/learn/src/deep/a.ts\x001\0xpackages/table/src/b.ts\x002\0ä',
  );
});

test('what cannot influence a result is left out, what can is in', () => {
  const source = { 'learn/src/a.ts': 'one' };
  const digest = (name: string, files: Record<string, string>) =>
    sha256Hex(sourceArchive(packagesWith(name, { ...source, ...files })));
  const plain = digest('plain', {});
  expect(digest('same', {})).toBe(plain);
  expect(
    digest('tests', {
      'learn/src/a.test.ts': 'x',
      'learn/src/a.cases.ts': 'x',
      'learn/src/a.reference.json': 'x',
      'learn/src/notes.md': 'x',
      'node/src/deep/a.test.ts': 'x',
    }),
  ).toBe(plain);
  const changed = [
    digest('edited', { 'learn/src/a.ts': 'two' }),
    digest('added', { 'kernels/src/b.ts': '' }),
    digest('kernel', { 'kernels/src/b.wasm.ts': '' }),
    digest('adapter', { 'node/src/deep/any.sql': '' }),
  ];
  expect(new Set([plain, ...changed]).size).toBe(5);
});

test('the engine names this program', async () => {
  const engine = openEngine();
  const archive = await engine.archive();
  expect(sha256Hex(archive)).toBe(engine.code);
  const text = new TextDecoder().decode(archive);
  expect(text).toContain('packages/learn/src/estimator.ts\0');
  expect(text).toContain('packages/node/src/engine/open-engine.ts\0');
  expect(text).not.toContain('open-engine.test.ts\0');
  expect(engine.tend).toMatch(/^\d+\.\d+\.\d+/);
  expect(engine.lock).toMatch(/^[0-9a-f]{64}$/);
  expect(`v${engine.nodeMajor}.`).toBe(process.version.slice(0, `v${engine.nodeMajor}.`.length));
  expect(openEngine()).toBe(engine);
});
