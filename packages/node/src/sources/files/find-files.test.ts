import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { findFiles } from './find-files.ts';

const root = mkdtempSync(join(tmpdir(), 'tend-find-'));
afterAll(() => rmSync(root, { recursive: true }));
const folder = join(root, 'project');
mkdirSync(join(folder, 'parts', 'deep'), { recursive: true });
for (const name of [
  'b.csv',
  'a.csv',
  'a10.csv',
  'a2.csv',
  'data[1].csv',
  'parts/x.csv',
  'parts/deep/y.csv',
  '../o.csv',
])
  writeFileSync(join(folder, name), 'a\n1\n');
mkdirSync(join(folder, 'folder.csv'));

const named = async (...patterns: string[]) => (await findFiles(folder, patterns)).map(({ name }) => name);

test('globs give files in order of their names by code unit, without folders', async () => {
  expect(await named('*.csv')).toEqual(['a.csv', 'a10.csv', 'a2.csv', 'b.csv', 'data[1].csv']);
  expect(await named('parts/**/*.csv')).toEqual(['parts/deep/y.csv', 'parts/x.csv']);
  expect(await named('{b,a}.csv')).toEqual(['a.csv', 'b.csv']);
  expect(await named('a?.csv')).toEqual(['a2.csv']);
});

test('a path that exists is that file, whatever signs it holds', async () => {
  expect(await named('data[1].csv')).toEqual(['data[1].csv']);
});

test('patterns stand in their order, and each file once', async () => {
  expect(await named('b.csv', '*.csv')).toEqual(['b.csv', 'a.csv', 'a10.csv', 'a2.csv', 'data[1].csv']);
});

test('files outside of the folder are found, by a path and by a glob', async () => {
  expect(await named('../o.csv')).toEqual(['../o.csv']);
  expect(await named('../o*.csv')).toEqual(['../o.csv']);
  expect(await named(`${root}/o*.csv`)).toEqual([join(root, 'o.csv')]);
});

test.each([
  ['nothing.csv', 'no file of this name'],
  ['nothing*.csv', 'no file matches'],
  ['parts', 'a folder'],
  ['a.csv/b.csv', 'a part of the path is not a folder'],
  ['/dev/null', 'not a regular file'],
])('%s is TND-1004: %s', async (path, came) => {
  expect(await refusal(findFiles(folder, [path]))).toMatchObject({ code: 'TND-1004', detail: { came } });
});
