import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { keyHome } from './key-home.ts';
import { openCheckpoints } from './open-checkpoints.ts';
import { parseSignedNotes } from './signed-note.ts';
import { parseVerifierKey } from './verifier-key.ts';

const rootHash = 'ab'.repeat(32);
let base = '';
let count = 0;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'tend-checkpoints-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function project(): { folder: string; home: string; path: string } {
  const folder = join(base, `project-${++count}`);
  mkdirSync(folder);
  return { folder, home: join(base, `home-${count}`, 'tend'), path: join(folder, 'tend.checkpoints') };
}

test('notes are appended, parse, and verify', async () => {
  const { folder, home, path } = project();
  const checkpoints = openCheckpoints(folder, home);
  expect(await checkpoints.readAll()).toEqual([]);
  const first = await checkpoints.append({ origin: 'tend/audit', size: 0, rootHash });
  expect(first).toMatch(/^tend\/audit\n0\n[A-Za-z0-9+/]{43}=\n\n— tend [A-Za-z0-9+/]{91}=\n$/);
  const second = await checkpoints.append({ origin: 'tend/audit', size: 7, rootHash: '00'.repeat(32) });
  expect(readFileSync(path, 'utf8')).toBe(`${first}\n${second}\n`);
  expect(await checkpoints.readAll()).toEqual([
    { origin: 'tend/audit', size: 0, rootHash, isSignatureValid: true, isCutShort: false, line: 1 },
    { origin: 'tend/audit', size: 7, rootHash: '00'.repeat(32), isSignatureValid: true, isCutShort: false, line: 7 },
  ]);
  copyFileSync(path, join(base, 'kept-elsewhere'));
  expect(await checkpoints.readAll(join(base, 'kept-elsewhere'))).toHaveLength(2);
});

test('the key lives outside the project, closed to others', async () => {
  const { folder, home } = project();
  await openCheckpoints(folder, home).append({ origin: 'o', size: 1, rootHash });
  expect(statSync(join(home, 'signing.key')).mode & 0o777).toBe(0o600);
  expect(statSync(home).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(home, 'signing.pub'), 'utf8')).toMatch(/^tend\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n$/);
  expect(keyHome({ TEND_HOME: '/a', XDG_CONFIG_HOME: '/b' })).toBe('/a');
  expect(keyHome({ XDG_CONFIG_HOME: '/b' })).toBe(join('/b', 'tend'));
  expect(keyHome({}).endsWith(join('.config', 'tend'))).toBe(true);
});

test('every flipped character of a note is found', async () => {
  const { folder, home, path } = project();
  const checkpoints = openCheckpoints(folder, home);
  const note = await checkpoints.append({ origin: 'tend/audit', size: 12, rootHash });
  const end = note.length - 1;
  for (let i = 0; i < end; i++) {
    const flipped = note[i] === 'A' ? 'B' : 'A';
    writeFileSync(path, `${note.slice(0, i)}${flipped}${note.slice(i + 1)}\n`);
    const found = await checkpoints.readAll();
    expect(found.length, `character ${i}`).toBeGreaterThan(0);
    expect(
      found.some((checkpoint) => checkpoint.isSignatureValid),
      `character ${i}`,
    ).toBe(false);
  }
});

test('a note signed by another key is not valid here until that key is trusted', async () => {
  const theirs = project();
  const mine = project();
  await openCheckpoints(mine.folder, mine.home).append({ origin: 'o', size: 1, rootHash });
  await openCheckpoints(theirs.folder, theirs.home).append({ origin: 'o', size: 2, rootHash });
  const read = () => openCheckpoints(mine.folder, mine.home).readAll(theirs.path);
  expect(await read()).toMatchObject([{ size: 2, isSignatureValid: false }]);
  copyFileSync(join(theirs.home, 'signing.pub'), join(mine.home, 'colleague.pub'));
  expect(await read()).toMatchObject([{ size: 2, isSignatureValid: true }]);
});

test('a note cut short by a crash is reported, and the next one stands clear of it', async () => {
  const { folder, home, path } = project();
  const checkpoints = openCheckpoints(folder, home);
  const note = await checkpoints.append({ origin: 'o', size: 1, rootHash });
  for (let cut = 1; cut < Buffer.byteLength(note) - 1; cut++) {
    writeFileSync(path, `${note}\n`);
    appendFileSync(path, Buffer.from(note).subarray(0, cut));
    await checkpoints.append({ origin: 'o', size: 2, rootHash });
    const found = await checkpoints.readAll();
    expect(found.at(-1), `cut ${cut}`).toMatchObject({ size: 2, isSignatureValid: true });
    expect(found[0]?.isSignatureValid, `cut ${cut}`).toBe(true);
    const between = found.slice(1, -1).map((checkpoint) => checkpoint.isSignatureValid);
    expect(between.length, `cut ${cut}`).toBeGreaterThan(0);
    expect(between, `cut ${cut}`).not.toContain(true);
    expect(found.map(({ isCutShort }) => isCutShort)).toEqual([false, ...between.map(() => true), false]);
    expect(found[1]?.line).toBe(7);
  }
});

test('lines that are no note are reported with their place', () => {
  const lines = ['', 'hello', '', '— tend AAAA', '', '— tend BBBB', '', 'o\n01\nAAAA'];
  expect(parseSignedNotes(lines.join('\n'), []).map(({ line, isSignatureValid }) => [line, isSignatureValid])).toEqual([
    [2, false],
    [6, false],
    [8, false],
  ]);
  expect(parseSignedNotes('', [])).toEqual([]);
});

test('the example of the C2SP signed note specification verifies', () => {
  // https://pkg.go.dev/golang.org/x/mod/sumdb/note: the verifier key and note of its example.
  const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  expect(key?.name).toBe('PeterNeumann');
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
  const bytes = Buffer.from(signature, 'base64');
  expect(key?.id.equals(bytes.subarray(0, 4))).toBe(true);
  expect(key?.isSignature(text, bytes.subarray(4))).toBe(true);
  expect(key?.isSignature(`${text}\n`, bytes.subarray(4))).toBe(false);
  expect(parseVerifierKey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
});

test('processes that sign for the first time at once agree on one key', { timeout: 60_000 }, async () => {
  const { folder, home } = project();
  const module = new URL('./open-checkpoints.ts', import.meta.url).href;
  const source = `
    import { openCheckpoints } from '${module}';
    const checkpoints = openCheckpoints(${JSON.stringify(folder)}, ${JSON.stringify(home)});
    for (let i = 0; i < 5; i++) await checkpoints.append({ origin: 'o', size: i, rootHash: '${rootHash}' });`;
  const codes = await Promise.all(
    Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: 'inherit' });
      return new Promise((resolve) => child.on('close', resolve));
    }),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  const found = await openCheckpoints(folder, home).readAll();
  expect(found.filter((checkpoint) => checkpoint.isSignatureValid)).toHaveLength(20);
  expect(found).toHaveLength(20);
});

test('a key file that holds no key, and a named file that is not there, are TND-1004', async () => {
  const { folder, home } = project();
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'signing.key'), 'no key');
  const checkpoints = openCheckpoints(folder, home);
  expect(await refusal(checkpoints.append({ origin: 'o', size: 1, rootHash }))).toMatchObject({ code: 'TND-1004' });
  expect(await refusal(checkpoints.readAll('nowhere'))).toMatchObject({ code: 'TND-1004' });
  for (const bad of [{ origin: 'a\nb' }, { size: -1 }, { rootHash: 'ab' }]) {
    const other = project();
    const append = openCheckpoints(other.folder, other.home).append({ origin: 'o', size: 1, rootHash, ...bad });
    await expect(append).rejects.toThrow(TypeError);
  }
});
