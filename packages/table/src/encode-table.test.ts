import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAt } from './cells.ts';
import { numericColumn, tableOf, textColumn } from './columns.ts';
import { decodeTable, openEncodedTable } from './decode-table.ts';
import { encodeColumn } from './encode-column.ts';
import { encodeStoredTable, encodeTable } from './encode-table.ts';
import { MalformedTable } from './malformed-table.ts';
import { loadColumns, storedInMemory } from './stored-table.ts';
import type { Column, NumericKind, Table } from './table.ts';
import { takeRows } from './take-rows.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const missing = fc.constant(null);
const wellFormed = fc.string({ unit: 'grapheme' });
const row = fc.tuple(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), missing),
  fc.oneof(fc.constantFrom(0, 1), missing),
  fc.oneof(fc.integer({ min: -700_000, max: 2_900_000 }), missing),
  fc.oneof(fc.maxSafeInteger(), missing),
  fc.oneof(fc.constantFrom('None', '', 'a', 'Ärger', '雪'), wellFormed, missing),
);
const anyTable = fc.array(row, { maxLength: 40 }).map(
  (rows): Table =>
    tableOf([
      numericColumn(
        'x',
        'number',
        rows.map((cells) => cells[0]),
      ),
      numericColumn(
        'is it',
        'boolean',
        rows.map((cells) => cells[1]),
      ),
      numericColumn(
        'Tag',
        'date',
        rows.map((cells) => cells[2]),
      ),
      numericColumn(
        'n',
        'integer',
        rows.map((cells) => cells[3]),
      ),
      textColumn(
        'größe',
        rows.map((cells) => cells[4]),
      ),
    ]),
);
const small = tableOf([numericColumn('x', 'number', [1.5, null]), textColumn('t', ['é', null])]);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the canonical encoding', () => {
  test('is pinned: a digest that changes orphans every stored snapshot', () => {
    // Written by hand from the layout in table-encoding.ts.
    const words = [
      '54454e4454424c',
      '02',
      // x: two numbers, float32 holds 1.5 exactly
      '0000c03f',
      '0000c07f',
      // t: one entry of two bytes that ends at 2, codes, the entry, two bytes to the next multiple of 8
      '01000000',
      '02000000',
      '02000000',
      '00ff',
      'c3a9',
      // directory: two rows, two columns
      '02000000',
      '02000000',
      '0800000000000000',
      '00',
      '03',
      '01000000',
      '78',
      '1000000000000000',
      '05',
      '00',
      '01000000',
      '74',
      '26000000',
    ];
    expect(hex(encodeTable(small))).toBe(words.join(''));
  });

  test('decodes to the same cells and encodes to the same bytes', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const bytes = encodeTable(table);
        const decoded = decodeTable(bytes);
        expect(hex(encodeTable(decoded))).toBe(hex(bytes));
        for (let i = 0; i < table.rowCount; i++)
          for (const [name, cell] of Object.entries(rowAt(table, i))) {
            const back = rowAt(decoded, i)[name];
            expect(back === cell || (back === 0 && cell === 0)).toBe(true);
          }
      }),
    );
  });

  test('does not depend on how the dictionary came about', () => {
    const direct = tableOf([textColumn('t', ['b', 'a', null, 'b'])]);
    const taken = takeRows(tableOf([textColumn('t', ['z', 'a', 'b', null])]), Int32Array.of(2, 1, 3, 2));
    const clumsy: Table = {
      rowCount: 4,
      columns: [{ kind: 'text', name: 't', codes: Int32Array.of(3, 0, -1, 1), dictionary: ['a', 'b', 'unused', 'b'] }],
    };
    expect(hex(encodeTable(taken))).toBe(hex(encodeTable(direct)));
    expect(hex(encodeTable(clumsy))).toBe(hex(encodeTable(direct)));
  });

  test('writes -0 as 0 and every NaN as one', () => {
    const payload = new Float64Array(Uint8Array.of(1, 2, 3, 0, 0, 0, 0xf8, 0xff).buffer);
    const odd = tableOf([numericColumn('x', 'number', Float64Array.of(-0, payload[0] ?? 0))]);
    const plain = tableOf([numericColumn('x', 'number', [0, null])]);
    expect(hex(encodeTable(odd))).toBe(hex(encodeTable(plain)));
  });

  test.each([
    ['number', Number.POSITIVE_INFINITY],
    ['boolean', 2],
    ['integer', 2 ** 53],
    ['date', 0.5],
  ] as const)('refuses a %s of %d', (kind, value) => {
    expect(() => encodeTable(tableOf([numericColumn('x', kind, [value])]))).toThrow(RangeError);
  });

  test.each([
    ['int8', 'integer', [-127, 127, null]],
    ['int16', 'integer', [-128, null]],
    ['int16', 'date', [32_767, null]],
    ['int32', 'date', [32_768, null]],
    ['int32', 'number', [-2_147_483_647, 2_147_483_647, null]],
    ['float32', 'number', [2 ** 40, 0.5, null]],
    ['float32', 'integer', [-(2 ** 31), null]],
    ['float64', 'integer', [2_147_483_649, null]],
    ['float64', 'number', [0.1, null]],
    ['float64', 'number', [1e-320, null]],
    ['int8', 'boolean', [0, 1, null]],
    ['int8', 'instant', [null, null]],
    ['int8', 'number', []],
  ] as const)('stores as %s a %s of %j', (width, kind, values) => {
    expect(encodeColumn(numericColumn('x', kind, values)).width).toBe(width);
    const bytes = encodeTable(tableOf([numericColumn('x', kind, values)]));
    expect(decodeTable(bytes)).toEqual(tableOf([numericColumn('x', kind, values)]));
  });

  test('numbers of all sizes come back exactly', () => {
    const column = fc.tuple(
      fc.constantFrom<NumericKind>('number', 'integer', 'date'),
      fc.constantFrom(1, 100, 40_000, 2_900_000, 2 ** 33),
      fc.array(fc.double({ min: -1, max: 1 })),
    );
    fc.assert(
      fc.property(column, ([kind, scale, shares]) => {
        const bound = kind === 'date' ? Math.min(scale, 600_000) : scale;
        const values = Float64Array.from(shares, (x) => (kind === 'number' ? x * bound : Math.round(x * bound)) + 0);
        const table = tableOf([numericColumn('x', kind, values)]);
        expect(decodeTable(encodeTable(table))).toEqual(table);
      }),
    );
  });

  test.each([1, 128, 129, 32_768, 32_769])('%d different texts come back', (count) => {
    const texts = Array.from({ length: count }, (_, i) => (i % 7 === 3 ? `ö${i}` : i === 5 ? '' : `entry ${i}`));
    const table = tableOf([textColumn('t', [...texts, null, texts[0] ?? null])]);
    expect(encodeColumn(table.columns[0] as Column).width).toBe(
      count <= 128 ? 'int8' : count <= 32_768 ? 'int16' : 'int32',
    );
    expect(decodeTable(encodeTable(table))).toEqual(table);
  });

  test('is the same bytes in pieces, and a column of it is read alone', async () => {
    const table = tableOf([
      textColumn('t', ['b', 'a', null, 'b']),
      numericColumn('x', 'number', [1, 2.5, null, 4]),
      numericColumn('d', 'date', [1, 40_000, null, 3]),
    ]);
    const pieces: Uint8Array[] = [];
    for await (const piece of encodeStoredTable(storedInMemory(table))) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    expect(hex(bytes)).toBe(hex(encodeTable(table)));
    const reads: number[] = [];
    const opened = await openEncodedTable({
      size: bytes.length,
      read: async (start, length) => {
        reads.push(start);
        return new Uint8Array(bytes.subarray(start, start + length));
      },
    });
    expect(opened).toMatchObject({ rowCount: 4, schema: storedInMemory(table).schema });
    reads.length = 0;
    expect(await opened.column('x')).toEqual(table.columns[1]);
    expect(reads).toHaveLength(1);
    await expect(opened.column('y')).rejects.toThrow(RangeError);
    expect(await loadColumns(opened)).toEqual(table);
  });

  test('refuses a lone surrogate', () => {
    expect(() => encodeTable(tableOf([textColumn('x', ['\ud800'])]))).toThrow(RangeError);
  });
});

describe('decodeTable', () => {
  test('reads back or refuses every changed byte, never misreads', () => {
    const bytes = encodeTable(small);
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        try {
          expect(hex(encodeTable(decodeTable(changed)))).toBe(hex(changed));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedTable);
        }
      }
    }
  });

  test('refuses a width that is not the narrowest', () => {
    // A column of one int16 that fits into an int8: 1, and six bytes to the next part.
    const section = [1, 0, 0, 0, 0, 0, 0, 0];
    const directory = [1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0x78, 23, 0, 0, 0];
    const head = encodeTable(small).subarray(0, 8);
    expect(() => decodeTable(Uint8Array.of(...head, ...section, ...directory))).toThrow(
      'not stored as number in int16',
    );
    const wide = [...section.with(1, 1)];
    expect(decodeTable(Uint8Array.of(...head, ...wide, ...directory)).columns[0]).toMatchObject({ name: 'x' });
  });

  test('refuses truncated and trailing bytes, and forged sizes without allocating for them', () => {
    const bytes = encodeTable(small);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeTable(bytes.subarray(0, length))).toThrow(MalformedTable);
    expect(() => decodeTable(Uint8Array.of(...bytes, 0))).toThrow(MalformedTable);
    const directory = bytes.length - 4 - 38;
    // The head again: bytes that belong to no column.
    const longer = Uint8Array.of(...bytes.subarray(0, directory), ...new Uint8Array(8), ...bytes.subarray(directory));
    expect(() => decodeTable(longer)).toThrow('more bytes than the table has');
    const offsets = [directory, directory + 4, directory + 8, directory + 18, bytes.length - 4];
    for (const at of offsets) {
      const forged = bytes.slice();
      forged.fill(0xff, at, at + 4);
      expect(() => decodeTable(forged)).toThrow(MalformedTable);
    }
  });
});

describe('UTF-8', () => {
  test('agrees with Node for every string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.isWellFormed());
        expect(hex(encodeUtf8(text))).toBe(hex(Buffer.from(text)));
        expect(decodeUtf8(Buffer.from(text))).toBe(text);
      }),
    );
  });

  test('agrees with a strict TextDecoder on any bytes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
        let expected: string | undefined;
        try {
          expected = strict.decode(bytes);
        } catch {
          expected = undefined;
        }
        expect(decodeUtf8(bytes)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('joins long texts in pieces', () => {
    const long = 'añ雪😀'.repeat(5000);
    expect(decodeUtf8(encodeUtf8(long))).toBe(long);
  });
});
