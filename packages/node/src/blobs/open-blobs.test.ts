import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  columnOf,
  encodeTable,
  loadColumns,
  numericColumn,
  schemaOf,
  storedInMemory,
  tableOf,
  textColumn,
} from '@tend/table';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { openBlobs } from './open-blobs.ts';

// printf 'abc' | sha256sum (also the example of FIPS 180-4)
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytes = new TextEncoder().encode('abc');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tend-blobs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('bytes stand under their SHA-256 and come back', async () => {
  const blobs = await openBlobs(join(folder, 'a'));
  expect(await blobs.has(abc)).toBe(false);
  expect(await blobs.put(bytes)).toBe(abc);
  expect(await blobs.put(bytes)).toBe(abc);
  expect(await blobs.has(abc)).toBe(true);
  expect(await blobs.get(abc)).toEqual(bytes);
  expect(readFileSync(join(folder, 'a', 'ba', abc.slice(2)))).toEqual(Buffer.from(bytes));
  expect(readdirSync(join(folder, 'a', 'tmp'))).toEqual([]);
  const empty = await blobs.put(new Uint8Array(0));
  expect(await blobs.get(empty)).toEqual(new Uint8Array(0));
});

test('the same bytes put by many at once are one blob', async () => {
  const twins = await Promise.all([openBlobs(join(folder, 'b')), openBlobs(join(folder, 'b'))]);
  await Promise.all(Array.from({ length: 20 }, (_, i) => twins[i % 2]!.put(bytes)));
  expect(await twins[0].get(abc)).toEqual(bytes);
  expect(readdirSync(join(folder, 'b'), { recursive: true }).length).toBe(3);
});

test('any flipped bit, a cut and a removal are refused by digest, and the right bytes heal the blob', async () => {
  const blobs = await openBlobs(join(folder, 'c'));
  const content = new Uint8Array(64).map((_, i) => i);
  const digest = await blobs.put(content);
  const path = join(folder, 'c', digest.slice(0, 2), digest.slice(2));
  for (let bit = 0; bit < 512; bit++) {
    const flipped = content.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, flipped);
    const problem = await refusal(blobs.get(digest));
    expect(problem.code).toBe('TND-3104');
    expect(problem.message).toContain(digest);
    expect(problem.detail.came).toMatch(/^[0-9a-f]{64}$/);
  }
  writeFileSync(path, content.subarray(0, 63));
  expect(await refusal(blobs.get(digest))).toMatchObject({ code: 'TND-3104' });
  expect(await blobs.put(content)).toBe(digest);
  expect(await blobs.get(digest)).toEqual(content);
  rmSync(path);
  expect(await refusal(blobs.get(digest))).toMatchObject({ code: 'TND-3104', detail: { came: 'nothing' } });
});

test.each(['', '..', '../../etc/passwd', abc.toUpperCase(), `${abc}/`])(
  'what is no digest names no blob: %j',
  async (name) => {
    const blobs = await openBlobs(join(folder, 'd'));
    await blobs.put(bytes);
    expect(await blobs.has(name)).toBe(false);
    expect(await refusal(blobs.get(name))).toMatchObject({ code: 'TND-3104' });
  },
);

test('opening removes what dead processes left, and only that', async () => {
  const root = join(folder, 'e');
  await openBlobs(root);
  const place = (name: string, ageHours: number): string => {
    const path = join(root, 'tmp', name);
    writeFileSync(path, 'half');
    const seconds = Date.now() / 1000 - ageHours * 3600;
    utimesSync(path, seconds, seconds);
    return path;
  };
  const id = '0123456789abcdef';
  // Above the largest process number Linux gives.
  const dead = 4_194_305;
  const left = place(`.tend-${dead}-${id}.tmp`, 2);
  const kept = [
    place(`.tend-${dead}-${id.replace('0', 'f')}.tmp`, 0.9),
    place(`.tend-${process.pid}-${id}.tmp`, 2),
    place('notes.tmp', 2),
  ];
  await openBlobs(root);
  expect(existsSync(left)).toBe(false);
  expect(kept.map(existsSync)).toEqual([true, true, true]);
});

async function* piecesOf(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

test.each([1, 1000, 1 << 20, (1 << 20) + 1, 3 << 20])('a stream of pieces of %d bytes is one blob', async (size) => {
  const root = join(folder, `stream-${size}`);
  const blobs = await openBlobs(root);
  const length = size === 1 ? 5000 : 2_500_000;
  const content = Uint8Array.from({ length }, (_, i) => (i * 31) % 251);
  const digest = await blobs.putStream(piecesOf(content, size));
  expect(digest).toBe(createHash('sha256').update(content).digest('hex'));
  expect(Buffer.compare(await blobs.get(digest), content)).toBe(0);
  expect(await blobs.putStream(piecesOf(content, size))).toBe(digest);
  writeFileSync(join(root, digest.slice(0, 2), digest.slice(2)), 'changed');
  expect(await blobs.putStream(piecesOf(content, size))).toBe(digest);
  expect(Buffer.compare(await blobs.get(digest), content)).toBe(0);
  expect(readdirSync(join(root, 'tmp'))).toEqual([]);
});

test('a stream that breaks leaves nothing', async () => {
  const root = join(folder, 'broken');
  const blobs = await openBlobs(root);
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes;
    throw new RangeError('no more');
  }
  await expect(blobs.putStream(broken())).rejects.toThrow('no more');
  expect(readdirSync(root, { recursive: true })).toEqual(['tmp']);
});

const table = tableOf([
  textColumn('t', ['b', null, 'a', 'b']),
  numericColumn('x', 'number', [1.5, null, 3, 1e300]),
  numericColumn('d', 'date', [1, 2, 3, null]),
]);

test('a table stands under the digest of its canonical bytes, and each column is read alone', async () => {
  const root = join(folder, 'table');
  const blobs = await openBlobs(root);
  const digest = await blobs.putTable(storedInMemory(table));
  expect(await blobs.get(digest)).toEqual(encodeTable(table));
  const opened = await blobs.openTable(digest);
  expect(opened).toMatchObject({ rowCount: 4, schema: schemaOf(table) });
  expect(await opened.column('x')).toEqual(columnOf(table, 'x'));
  expect(await loadColumns(opened)).toEqual(table);
});

test('a table that is changed or gone is refused by digest, also after it was opened once', async () => {
  const root = join(folder, 'changed');
  const blobs = await openBlobs(root);
  const digest = await blobs.putTable(storedInMemory(table));
  const path = join(root, digest.slice(0, 2), digest.slice(2));
  const opened = await blobs.openTable(digest);
  const changed = readFileSync(path);
  changed[20]! ^= 1;
  writeFileSync(path, changed);
  expect(await refusal(blobs.openTable(digest))).toMatchObject({ code: 'TND-3104' });
  rmSync(path);
  expect(await refusal(blobs.openTable(digest))).toMatchObject({ code: 'TND-3104', detail: { came: 'nothing' } });
  expect(await refusal(opened.column('x'))).toMatchObject({ code: 'TND-3104', detail: { came: 'nothing' } });
  expect(await refusal(blobs.openTable('no digest'))).toMatchObject({ code: 'TND-3104' });
});

test('what is erased is gone, once', async () => {
  const blobs = await openBlobs(join(folder, 'erased'));
  await blobs.put(bytes);
  expect(await blobs.erase(abc)).toBe(true);
  expect(await blobs.has(abc)).toBe(false);
  expect(await refusal(blobs.get(abc))).toMatchObject({ code: 'TND-3104', detail: { came: 'nothing' } });
  expect(await blobs.erase(abc)).toBe(false);
  expect(await blobs.erase('../../etc/passwd')).toBe(false);
});
