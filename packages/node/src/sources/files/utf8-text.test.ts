import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { utf8Text } from './utf8-text.ts';

/** The bytes in blocks of this length, as a stream may cut them. */
async function* blocks(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(bytes: Uint8Array, encoding?: string, length = 1): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of utf8Text('a.csv', () => blocks(bytes, length), encoding)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const bytes = (...values: number[]) => Uint8Array.from(values);

test('UTF-8 comes as it is, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 7 }), async (text, length) => {
      fc.pre(!text.startsWith('\ufeff'));
      expect(await read(new TextEncoder().encode(text), undefined, length)).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('a byte order mark says the encoding, and is taken off once', async () => {
  const utf8 = bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61);
  expect(await read(utf8)).toBe('\ufeffa');
  const little = Buffer.from('\ufeffä€,😀\n', 'utf16le');
  expect(await read(little)).toBe('ä€,😀\n');
  expect(await read(Buffer.from(little).swap16(), undefined, 3)).toBe('ä€,😀\n');
});

test('a declared label is decoded by the Encoding Standard', async () => {
  expect(await read(bytes(0x80, 0xe9), 'windows-1252')).toBe('€é');
  expect(await read(bytes(0x93, 0xfa, 0x96, 0x7b), 'Shift_JIS')).toBe('日本');
  expect(await read(Buffer.from('a,b', 'utf16le'), 'utf-16le')).toBe('a,b');
});

describe('what is not in its encoding', () => {
  test('names the line and the bytes, and proposes windows-1252 where all fits it', async () => {
    const text = Buffer.from('name\nRené\nZoë\n', 'latin1');
    const { code, detail } = await refusal(read(text, undefined, 4));
    expect({ code, ...detail }).toMatchObject({
      code: 'TND-1201',
      message: 'line 2 of a.csv is not UTF-8',
      came: 'the bytes e9 0a 5a 6f at offset 8',
      place: { file: 'a.csv', line: 2 },
      facts: { encoding: 'windows-1252' },
    });
    expect((await refusal(read(text, undefined, 100))).detail.place?.text).toBe('René');
  });

  test('proposes nothing where a later byte fits no character of windows-1252', async () => {
    const text = Buffer.concat([Buffer.from('René\n', 'latin1'), bytes(0x81)]);
    expect((await refusal(read(text, undefined, 3))).detail.facts).toEqual({ encoding: null });
  });

  test.each([
    ['a character that is cut off', [0x61, 0xe2, 0x82], 1],
    ['a byte that continues nothing', [0x61, 0x80, 0x61], 1],
    ['a character in more bytes than it needs', [0x61, 0xc0, 0xaf], 1],
    ['half of a surrogate pair', [0x61, 0xed, 0xa0, 0x80, 0x61], 1],
    ['a character beyond the last', [0xf4, 0x90, 0x80, 0x80], 0],
  ])('%s is refused', async (_what, values, offset) => {
    for (const length of [1, 2, 100])
      expect((await refusal(read(bytes(...values), undefined, length))).detail.came).toMatch(`at offset ${offset}`);
  });

  test('half a character of UTF-16 at the end is refused', async () => {
    const { code, detail } = await refusal(read(bytes(0xff, 0xfe, 0x61, 0x00, 0x61)));
    expect({ code, message: detail.message }).toEqual({
      code: 'TND-1201',
      message: 'a.csv is not text in utf-16le, at line 1 or soon after',
    });
  });

  test('a label that no encoding has is refused', async () => {
    expect((await refusal(read(bytes(0x61), 'latin-99'))).detail.came).toBe('latin-99');
  });

  test.each(['utf-16le', 'utf-16be'] as const)('NUL bytes tell of %s', async (encoding) => {
    const text = Buffer.from('name\nGroß\n', 'utf16le');
    const wide = encoding === 'utf-16le' ? text : text.swap16();
    expect((await refusal(read(wide, undefined, 5))).detail.facts).toEqual({ encoding });
  });

  test.each([undefined, 'latin-99'])('the file is closed, declared as %s', async (encoding) => {
    let isClosed = false;
    async function* file(): AsyncGenerator<Uint8Array> {
      try {
        yield bytes(0x61, 0xe9, 0x81, 0x0a);
        yield bytes(0x61);
      } finally {
        isClosed = true;
      }
    }
    const text = utf8Text('a.csv', file, encoding);
    await refusal(text.next());
    expect(isClosed).toBe(true);
  });
});
