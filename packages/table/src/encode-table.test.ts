import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAt } from './cells.ts';
import { numericColumn, tableOf, textColumn } from './columns.ts';
import { decodeTable, MalformedTable } from './decode-table.ts';
import { encodeTable } from './encode-table.ts';
import type { Table } from './table.ts';
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
      '01',
      '02000000',
      '02000000',
      '01000000',
      '78',
      '00',
      '000000000000f83f',
      '000000000000f87f',
      '01000000',
      '74',
      '05',
      '01000000',
      '02000000',
      'c3a9',
      '00000000',
      'ffffffff',
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

  test('refuses truncated and trailing bytes, and forged sizes without allocating for them', () => {
    const bytes = encodeTable(small);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeTable(bytes.subarray(0, length))).toThrow(MalformedTable);
    expect(() => decodeTable(Uint8Array.of(...bytes, 0))).toThrow('more bytes than the table has');
    const forged = bytes.slice();
    forged.fill(0xff, 8, 12);
    expect(() => decodeTable(forged)).toThrow('the bytes end too early');
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
