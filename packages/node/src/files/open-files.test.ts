import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { fileProblem } from './file-problem.ts';
import { openFiles } from './open-files.ts';
import { replaceFile } from './replace-file.ts';
import { utf8 } from './utf8.ts';

const bytes = (text: string): Uint8Array => utf8.encode(text);
let base = '';
let root = '';
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'tend-files-'));
  root = join(base, 'project');
  mkdirSync(join(base, 'outside'));
  mkdirSync(join(root, 'data'), { recursive: true });
  writeFileSync(join(base, 'outside', 'secret'), 'secret');
  writeFileSync(join(root, 'file'), 'a file');
  symlinkSync(join(base, 'outside'), join(root, 'way-out'));
  symlinkSync(join(base, 'outside', 'not-there-yet'), join(root, 'dangling'));
  symlinkSync('data', join(root, 'inside'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a file is read, replaced whole, and made with its folders', async () => {
  const files = await openFiles(root);
  expect(await files.read('tend.yaml')).toBeUndefined();
  await files.write('tend.yaml', bytes('a: 1'));
  await files.write('tend.yaml', bytes('ä: 2'));
  expect(utf8.decode((await files.read('tend.yaml')) ?? bytes(''))).toBe('ä: 2');
  await files.write('cards/v1/card.md', bytes('# card'));
  expect(readFileSync(join(root, 'cards/v1/card.md'), 'utf8')).toBe('# card');
  expect(await files.read('cards/v2/card.md')).toBeUndefined();
  await files.write('inside/x', bytes('x'));
  expect(readFileSync(join(root, 'data', 'x'), 'utf8')).toBe('x');
  expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a file closed to others stays closed', async () => {
  const files = await openFiles(root);
  writeFileSync(join(root, 'private'), 'x');
  chmodSync(join(root, 'private'), 0o600);
  await files.write('private', bytes('y'));
  expect(statSync(join(root, 'private')).mode & 0o777).toBe(0o600);
});

test.each([
  '',
  '..',
  '../outside/secret',
  'data/../../outside/secret',
  '/etc/passwd',
  'C:/windows/win.ini',
  'C:\\windows\\win.ini',
  '..\\outside\\secret',
  'data\\x',
  'a\0b',
  'way-out/secret',
  'way-out/new',
  'way-out',
  'dangling',
  'dangling/x',
])('a path that leads outside is refused: %j', async (path) => {
  const files = await openFiles(root);
  expect(await refusal(files.read(path))).toMatchObject({ code: 'TND-1004' });
  expect(await refusal(files.write(path, bytes('x')))).toMatchObject({ code: 'TND-1004' });
  expect(readdirSync(join(base, 'outside'))).toEqual(['secret']);
  expect(readFileSync(join(base, 'outside', 'secret'), 'utf8')).toBe('secret');
});

test('a folder in place of a file, and a file in place of a folder, are TND-1004', async () => {
  const files = await openFiles(root);
  expect(await refusal(files.read('data'))).toMatchObject({
    code: 'TND-1004',
    message: 'data is a folder, not a file',
  });
  expect(await refusal(files.write('data', bytes('x')))).toMatchObject({ code: 'TND-1004' });
  expect(await refusal(files.read('file/x'))).toMatchObject({ code: 'TND-1004' });
  expect(await refusal(files.write('file/x', bytes('x')))).toMatchObject({ code: 'TND-1004' });
  expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.skipIf(!existsSync('/dev/full'))('a full disk is TND-4002', () => {
  const write = () => {
    try {
      writeFileSync('/dev/full', 'x');
    } catch (error) {
      throw fileProblem(error, 'card.md');
    }
  };
  expect(write).toThrow(expect.objectContaining({ code: 'TND-4002' }));
});

test('a failed replacement leaves the old file and nothing else', async () => {
  const folder = join(base, 'fail');
  mkdirSync(join(folder, 'target', 'full'), { recursive: true });
  await expect(replaceFile(join(folder, 'target'), bytes('x'))).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['target']);
});

test('text goes both ways without loss, and what is not UTF-8 is refused', () => {
  for (const text of ['', '\uFEFFbom', 'e\u0301 🦆\0']) expect(utf8.decode(utf8.encode(text))).toBe(text);
  expect(() => utf8.decode(new Uint8Array([0xe4, 0x20]))).toThrow(expect.objectContaining({ code: 'TND-1004' }));
});
