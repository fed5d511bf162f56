import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { compiledDelimited } from './compiled-delimited.ts';
import { type DelimitedKernels, typescriptDelimitedKernels } from './delimited-kernels.ts';
import { scanEndings } from './scan-records.ts';

const sizeBytes = 262_144;
/** Where the tests put their arrays; the compiler keeps its constants before them. */
const [text, fields, values, leftovers, missing, format, report, table, entries, slots, texts, spare] = [
  16_384, 32_768, 65_536, 98_304, 114_688, 118_784, 122_880, 126_976, 131_072, 147_456, 163_840, 196_608,
] as const;

/** Calls both implementations on memories with this text, and expects the same number and bytes of both; gives the memory. */
function expectTwins(
  content: string,
  prepare: (words: Uint32Array) => void,
  call: (kernels: DelimitedKernels) => unknown,
) {
  const memory = compiledMemory(compiledDelimited, sizeBytes)!;
  const plain = new ArrayBuffer(memory.buffer.byteLength);
  const results = [
    [memory.buffer, compiledDelimited.kernels(memory)] as const,
    [plain, typescriptDelimitedKernels(plain)] as const,
  ].map(([buffer, kernels]) => {
    new Uint8Array(buffer, text).set(Buffer.from(content));
    const doubles = new Float64Array(buffer);
    doubles[report / 8 + 8] = Number.POSITIVE_INFINITY;
    doubles[report / 8 + 9] = Number.NEGATIVE_INFINITY;
    prepare(new Uint32Array(buffer));
    return call(kernels);
  });
  expect(results[0]).toEqual(results[1]);
  expect(Buffer.compare(new Uint8Array(plain, text), new Uint8Array(memory.buffer, text))).toBe(0);
  return new Uint32Array(plain);
}

const lengthOf = (content: string): number => Buffer.byteLength(content);
const comma = 44;
const quote = 34;

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', ' ', '\t', 'é', ';'), maxLength: 9 }),
  fc.constantFrom('', '"x"', '"a ""b"", c"', '12', 'NA', '"1\n2"'),
);
const content = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 })
  .chain((rows) => fc.constantFrom('\n', '\r\n').map((end) => rows.map((row) => row.join(',')).join(end)));

describe('scanRecords', () => {
  it('gives the same fields and report in both implementations, wherever a block ends', () => {
    fc.assert(
      fc.property(
        content,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 400 }),
        fc.nat(1),
        (all, columns, to, isLast) => {
          const end = Math.min(to, lengthOf(all));
          expectTwins(
            all,
            () => {},
            (kernels) => kernels.scanRecords(text, 0, end, isLast, comma, quote, columns, fields, 64, report),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each<[string, number, string, number]>([
    ['a,b\n1,"x\ny"\n', 2, 'done', 12],
    ['a,b\n1,2', 2, 'done', 7],
    ['a,b\n1\n2,3\n', 1, 'ragged', 4],
    ['a,b\n\n2,3\n', 1, 'blank line', 4],
    ['a,b\n1,"2\n', 1, 'unclosed quote', 4],
    ['a,b\n1,"2"x\n', 1, 'text after quote', 4],
    ['a,b\n1, "2"\n', 1, 'blank before quote', 4],
    ['a,b\n1,2\r3\n', 1, 'lone carriage return', 4],
    ['a,b\n1,2\r\n3,4\n', 1, 'mixed line ends', 4],
    ['a,b\n1,\0\n', 1, 'NUL byte', 4],
  ])('%j', (all, rows, ending, next) => {
    const words = expectTwins(
      all,
      () => {},
      (kernels) => kernels.scanRecords(text, 0, lengthOf(all), 1, comma, quote, 2, fields, 64, report),
    );
    const [foundRows, foundNext, foundEnding] = words.subarray(report / 4);
    expect([foundRows, foundNext, scanEndings[foundEnding!]]).toEqual([rows, next, ending]);
  });
});

/** A text of one column, scanned, so that its cells can be read; as missing count "", "NA" and a text of 40 letters. */
function expectCellTwins(
  cells: readonly string[],
  call: (kernels: DelimitedKernels) => unknown,
  prepare = (_: Uint32Array) => {},
) {
  const all = `${cells.map((one) => (/[",\r\n]|^\s/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join('\n')}\n`;
  const spellings = ['', 'NA', 'm'.repeat(40)];
  return expectTwins(
    all,
    (words) => {
      words.set([3, spellings.reduce((mask, one) => mask | (1 << Math.min(31, one.length)), 0)], missing / 4);
      for (const [i, one] of spellings.entries()) {
        new Uint8Array(words.buffer, missing + 256 + 64 * i).set(Buffer.from(one));
        words.set([missing + 256 + 64 * i, one.length, 0], missing / 4 + 2 + 3 * i);
      }
      prepare(words);
    },
    (kernels) => {
      kernels.scanRecords(text, 0, lengthOf(all), 1, comma, quote, 1, fields, 2000, report);
      return call(kernels);
    },
  );
}

const numbersReport = report + 64;
const numeric = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.float({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value.toFixed(3)),
  fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', '-', '+', ' ', '€', 'e', 'k', 'g'), maxLength: 24 }),
  fc.constantFrom(
    '',
    'NA',
    '1,234.5',
    '-€ 1,234',
    '€-1',
    '9007199254740991',
    '9007199254740993',
    '0012',
    '.',
    '5.',
    '.5',
    '-0',
  ),
);

describe('numbers', () => {
  it('are the same in both implementations, and those of JavaScript', () => {
    fc.assert(
      fc.property(fc.array(numeric, { minLength: 1, maxLength: 60 }), fc.nat(1), (cells, refuses) => {
        const words = expectCellTwins(cells, (kernels) =>
          kernels.readNumbers(
            text,
            fields,
            2,
            cells.length,
            missing,
            refuses,
            refuses,
            values,
            leftovers,
            numbersReport,
          ),
        );
        const found = new Float64Array(words.buffer, values, cells.length);
        for (const [row, value] of found.entries())
          if (!Number.isNaN(value)) expect(value).toBe(Number(cells[row]) + 0);
      }),
      { numRuns: 500 },
    );
  });

  it('with marks, prefix and suffix are the same in both implementations', () => {
    const marks = fc.constantFrom([46, 44], [44, 46], [44, 0], [46, 32]);
    const affix = fc.constantFrom('', '€', ' kg', '-');
    fc.assert(
      fc.property(
        fc.array(numeric, { minLength: 1, maxLength: 40 }),
        marks,
        affix,
        affix,
        fc.nat(1),
        (cells, [decimal, thousands], prefix, suffix, trims) => {
          expectCellTwins(
            cells,
            (kernels) =>
              kernels.readNumbers(text, fields, 2, cells.length, missing, format, 0, values, leftovers, numbersReport),
            (words) => {
              new Uint8Array(words.buffer, format + 256).set(Buffer.from(prefix));
              new Uint8Array(words.buffer, format + 320).set(Buffer.from(suffix));
              words.set(
                [decimal!, thousands!, trims, format + 256, lengthOf(prefix), format + 320, lengthOf(suffix)],
                format / 4,
              );
            },
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('past the exact range are left over, in order', () => {
    const cells = ['1', '12345678901234567890', 'x', '', '1e5', '0.1'];
    const words = expectCellTwins(cells, (kernels) =>
      kernels.readNumbers(text, fields, 2, cells.length, missing, 0, 0, values, leftovers, numbersReport),
    );
    expect([...words.subarray(leftovers / 4, leftovers / 4 + 3)]).toEqual([1, 2, 4]);
  });
});

describe('times', () => {
  const digit = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
  const date = fc.tuple(digit(99), digit(99), digit(13), digit(32)).map(([c, y, m, d]) => `${c}${y}-${m}-${d}`);
  const clock = fc.tuple(digit(25), digit(60), digit(60), fc.constantFrom('', 'Z', '.5', '.123', '.123Z', '+02:00'));
  const time = fc.oneof(
    date,
    fc
      .tuple(date, fc.constantFrom('T', ' ', 'x'), clock)
      .map(([d, mark, [h, m, s, rest]]) => `${d}${mark}${h}:${m}:${s}${rest}`),
    fc.constantFrom('', 'NA', '2001-02-29', '2000-02-29', '2001-03-05T14:30', '0000-01-01', '9999-12-31T23:59:59.999Z'),
  );

  it('are the same in both implementations', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 60 }), fc.boolean(), (cells, isDate) => {
        expectCellTwins(cells, (kernels) =>
          kernels[isDate ? 'readDates' : 'readInstants'](
            text,
            fields,
            2,
            cells.length,
            missing,
            values,
            leftovers,
            numbersReport,
          ),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('texts', () => {
  it('get the same codes, entries and slots in both implementations, also after the table grew', () => {
    const one = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('', 'NA', 'a', 'b', '"', 'm'.repeat(40)),
    );
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), (strings) => {
        const cells = strings.map((text) => text.replaceAll('\0', ''));
        const words = expectCellTwins(
          cells,
          (kernels) => {
            const read = kernels.readTexts(text, fields, 2, cells.length, missing, quote, table, values);
            kernels.rehashTexts(table, spare, 127);
            return [
              read,
              kernels.readTexts(
                text,
                fields + 8 * read,
                2,
                cells.length - read,
                missing,
                quote,
                table,
                values + 4 * read,
              ),
            ];
          },
          (memory) => memory.set([0, 100, entries, slots, 31, texts, texts + 8192], table / 4),
        );
        const known = cells.filter((text) => !['', 'NA', 'm'.repeat(40)].includes(text));
        expect(words[table / 4]).toBe(new Set(known).size);
      }),
      { numRuns: 300 },
    );
  });
});
