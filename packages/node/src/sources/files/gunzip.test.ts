import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits, type ReadLimits } from '../read-limits.ts';
import { gunzip } from './gunzip.ts';

async function unpack(packed: AsyncIterable<Uint8Array>, limits: ReadLimits = defaultReadLimits): Promise<number> {
  let writtenBytes = 0;
  for await (const block of gunzip('a.csv.gz', packed, limits)) writtenBytes += block.length;
  return writtenBytes;
}

async function* once(...blocks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* blocks;
}

const text = Buffer.from('a,b\n1,2\n'.repeat(1000));

test('members that follow each other are one text', async () => {
  expect(await unpack(once(gzipSync(text), gzipSync(text)))).toBe(2 * text.length);
});

test.each([
  ['a stream that is cut off', gzipSync(text).subarray(0, 40), 'ends before its gzip stream does'],
  ['a stream without its last byte', gzipSync(text).subarray(0, -1), 'ends before its gzip stream does'],
  [
    'a changed check sum',
    gzipSync(text).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte)),
    'is not sound gzip',
  ],
  ['other bytes', Buffer.from('\x1f\x8bnothing'), 'is not sound gzip'],
])('%s is TND-1201', async (_what, packed, message) => {
  const { code, detail } = await refusal(unpack(once(packed)));
  expect(code).toBe('TND-1201');
  expect(detail.message).toContain(message);
});

test('more than the limit is TND-1201 before it is written', async () => {
  const limits = { ...defaultReadLimits, totalBytes: 1000 };
  expect((await refusal(unpack(once(gzipSync(text)), limits))).detail.message).toBe(
    'a.csv.gz comes to more than 1000 bytes of text once it is fetched and unpacked, so the reading was stopped',
  );
});

test('what grows more than 1,000 times is stopped, once it has come to enough to hurt', async () => {
  const packed = gzipSync(Buffer.alloc(2 ** 23), { level: 9 });
  expect(await unpack(once(packed))).toBe(2 ** 23);
  const limits = { ...defaultReadLimits, bombBytes: 2 ** 20 };
  // With ordinary text before it the whole grows 500 times, as a file may.
  const ordinary = Buffer.from(Array.from({ length: 6000 }, (_, i) => (i * 7919) % 10_007).join('\n'));
  expect(await unpack(once(gzipSync(ordinary), packed), limits)).toBe(ordinary.length + 2 ** 23);
  const { code, detail } = await refusal(unpack(once(packed), limits));
  expect(code).toBe('TND-1201');
  expect(detail.message).toBe('a.csv.gz unpacks to more than 1000 times its size, so the reading was stopped');
});
