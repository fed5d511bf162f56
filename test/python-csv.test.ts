import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@tend/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedRows } from './python-csv/expected-rows.ts';
import { generatedText } from './python-csv/generated-text.ts';
import { readGenerated } from './python-csv/read-generated.ts';
import { rowsDigest } from './python-csv/rows-digest.ts';
import { writeDelimited } from './python-csv/write-delimited.ts';

const path = join(import.meta.dirname, 'python-csv.reference.json');
const digests = (JSON.parse(readFileSync(path, 'utf8')) as { digests: string }).digests.split(' ');

test('generated texts hold the rows that Python read in them, and are refused where it finds no table', async () => {
  expect(digests.length).toBe(2000);
  expect(digests.filter((digest) => digest === 'refused').length).toBeGreaterThan(300);
  const differing: unknown[] = [];
  for (const [seed, digest] of digests.entries()) {
    const generated = generatedText(seed);
    const came = await readGenerated(generated);
    if (came instanceof Problem) expect(came.code).toBe('TND-1201');
    if (rowsDigest(came instanceof Problem ? undefined : came) !== digest)
      differing.push({ seed, generated, came: came instanceof Problem ? came.message : came });
  }
  expect(differing).toEqual([]);
});

test('where Tend is stricter than Python, or reads a line as a cell', () => {
  expect(expectedRows(undefined)).toBeUndefined();
  expect(expectedRows([['a', 'b'], ['1', '2'], []])).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(expectedRows([['a', 'b'], [], ['1', '2']])).toBeUndefined();
  expect(expectedRows([['a', 'b'], ['1']])).toBeUndefined();
  expect(expectedRows([['a', 'b']])).toBeUndefined();
  expect(expectedRows([['a'], [], ['1']])).toEqual([['a'], [''], ['1']]);
});

const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[,;"'\r\n\t a]{0,6}$/), fc.constant(''));
const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|', '\u0001', 'x'),
    quote: fc.constantFrom('"', "'"),
    lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
    endsWithLineEnd: fc.boolean(),
    quotedOneIn: fc.integer({ min: 1, max: 4 }),
    pieceSizes: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 }),
  }),
);

test('what is written is read back, however it is quoted and cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ rows, quotedOneIn, pieceSizes, ...spelling }) => {
      const names = (rows[0] ?? []).map((_, i) => `c${i}`);
      // Cells that hold a NUL character are no text for Tend.
      const cells = rows.map((row) => row.map((text) => text.replaceAll('\0', '')));
      const isQuoted = (row: number, column: number): boolean => (row + column) % quotedOneIn === 0;
      const text = writeDelimited([names, ...cells], { ...spelling, isQuoted });
      expect(await readGenerated({ ...spelling, names, pieceSizes, text })).toEqual([names, ...cells]);
    }),
    { numRuns: 300 },
  );
});
