import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../lifecycle/src/store/refusal.cases.ts';
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
