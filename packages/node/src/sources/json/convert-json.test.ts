import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits } from '../read-limits.ts';
import { convertJson, type JsonSource } from './convert-json.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-json-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** A source in blocks of this many bytes, as a stream may cut it. */
function sourceOf(text: string, format: JsonSource['format'] = 'json', blockLength = 3, name = 'a.json'): JsonSource {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    format,
    text: async function* () {
      for (let at = 0; at < bytes.length; at += blockLength) yield bytes.subarray(at, at + blockLength);
    },
  };
}

async function convert(...sources: JsonSource[]) {
  const run = count++;
  const converted = await convertJson(sources, (i) => join(folder, `${run}-${i}.csv`), defaultReadLimits);
  const kinds = Object.entries(converted[0]?.columns ?? {}).map(([name, { reading }]) => [name, reading.kind]);
  return {
    texts: converted.map(({ path }) => readFileSync(path, 'utf8')),
    rowCounts: converted.map(({ rowCount }) => rowCount),
    kinds: Object.fromEntries(kinds),
    lineOf: (line: number) => converted[0]?.sourceLine?.(line),
  };
}

test('members become columns in order of first appearance, also those that come late', async () => {
  const { texts, rowCounts } = await convert(
    sourceOf('[{"b":1,"a":"x"}, {"a":null,"c":true},\n{}]', 'json', 1),
    sourceOf('[{"d":"1,2"}]', 'json', 1, 'b.json'),
  );
  expect(texts).toEqual(['b,a,c,d\n1,x,\\N,\\N\n\\N,\\N,true,\\N\n\\N,\\N,\\N,\\N\n', 'b,a,c,d\n\\N,\\N,\\N,"1,2"\n']);
  expect(rowCounts).toEqual([3, 1]);
});

test('a member that comes after thousands of records is a column of all of them', async () => {
  const text = `[${'{"a":1},'.repeat(2500)}{"b":2,"a":3}]`;
  for (const length of [64, 2 ** 20]) {
    const { texts, rowCounts } = await convert(sourceOf(text, 'json', length));
    expect(texts[0]).toBe(`a,b\n${'1,\\N\n'.repeat(2500)}3,2\n`);
    expect(rowCounts).toEqual([2501]);
  }
});

test('a column is what all of its values are; texts are left to be inferred', async () => {
  const { kinds } = await convert(
    sourceOf(`[
      {"i": 1, "n": 1, "b": true, "t": "1", "deep": {"a": [1]}, "mixed": 1, "large": 1, "none": null},
      {"i": -2, "n": 0.5, "b": false, "t": "2", "deep": 1, "mixed": "x", "large": 9007199254740992}]`),
  );
  expect(kinds).toEqual({ i: 'integer', n: 'number', b: 'boolean', deep: 'text', large: 'text' });
});

test('numbers that float64 would round stay as they are written, also in what is nested', async () => {
  const { texts } = await convert(
    sourceOf(
      '{"a":12345678901234567890,"b":1e400,"c":{"d":[12345678901234567890,1.50]},"e":0.1000,"f":1E2}',
      'jsonLines',
    ),
  );
  expect(texts).toEqual(['a,b,c,e,f\n12345678901234567890,1e400,"{""d"":[12345678901234567890,1.5]}",0.1,100\n']);
});

test('members with the names of what every object has are members like others', async () => {
  const { texts } = await convert(sourceOf('{"__proto__":1,"toString":"x"}\n{"constructor":2}\n', 'jsonLines'));
  expect(texts).toEqual(['__proto__,toString,constructor\n1,x,\\N\n\\N,\\N,2\n']);
});

test('the line of a record is known, also after texts with line breaks', async () => {
  const { lineOf } = await convert(sourceOf('[\n{"a":"1\\n2"},\n{"a":\n"3"},\n\n{"a":"4"}]'));
  // The text: header 1, records at 2 (two lines), 4 and 5.
  expect([2, 4, 5].map(lineOf)).toEqual([2, 3, 6]);
});

test('any records come back from the text as they were, however the stream is cut', async () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
  const record = fc.dictionary(fc.constantFrom('a', 'b', 'c"', 'd,\n'), cell, { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      async (records, isArray, length) => {
        const text = isArray ? JSON.stringify(records, null, 1) : records.map((row) => JSON.stringify(row)).join('\n');
        const { texts } = await convert(sourceOf(text, isArray ? 'json' : 'jsonLines', length));
        const [header = [], ...rows] = parseText(texts[0] ?? '');
        const expected = records.map((row) =>
          header.map((name) => ((row[name] ?? null) === null ? '\\N' : String(row[name]))),
        );
        expect(rows).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
});

/** RFC 4180 as the text is written: quotes where a cell needs them. */
function parseText(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push(row);
    if (end === '\n') row = [];
  }
  return rows;
}

describe('what is no such JSON is TND-1201 with its line', () => {
  test.each([
    ['an object', 'json', '{"a":1}', 'is not an array of objects', 1],
    ['nothing', 'json', ' \n', 'is empty', 2],
    ['an empty array', 'json', '[ ]', 'holds no object with a member', undefined],
    ['an array that is cut off', 'json', '[{"a":1},\n{"a"', 'ends before its array does', 2],
    ['a second array', 'json', '[{"a":1}]\n[]', 'goes on after the end', 2],
    ['a comma too many', 'json', '[{"a":1},\n]', 'has "]" at line 2', 2],
    ['numbers', 'json', '[{"a":1},\n2]', 'line 2 of a.json holds a number', 2],
    ['a list', 'jsonLines', '{"a":1}\n[1]\n', 'line 2 of a.json holds an array', 2],
    ['null', 'jsonLines', 'null', 'line 1 of a.json holds null', 1],
    ['a broken line', 'jsonLines', '{"a":1}\n\n{"a":tru}\n', 'line 3 of a.json is not JSON', 3],
    ['a member without an end', 'json', '[{"a":1},{\n"a":1,\n"b":}]', 'line 3 of a.json is not JSON', 3],
    ['single quotes', 'jsonLines', "{'a':1}", 'line 1 of a.json is not JSON', 1],
    ['NaN', 'jsonLines', '{"a":NaN}', 'line 1 of a.json is not JSON', 1],
    ['a comment', 'jsonLines', '{"a":1} // one', 'line 1 of a.json is not JSON', 1],
    ['a name twice', 'jsonLines', '{"a":1,"b":{"a":1},"a":2}', 'line 1 of a.json names a member twice', 1],
    ['half of a surrogate pair', 'jsonLines', '{"a":"\\ud800"}', 'holds text that is not Unicode', undefined],
    ['an array of arrays', 'json', '[[1,2],[3,4]]', 'line 1 of a.json holds an array', 1],
  ] as const)('%s', async (_what, format, text, message, line) => {
    for (const length of [1, 1000]) {
      const { code, detail } = await refusal(convert(sourceOf(text, format, length)));
      expect(code).toBe('TND-1201');
      expect(detail.message).toContain(message);
      expect(detail.place?.line).toBe(line);
    }
  });

  test('thousands of levels are refused, and some are not', async () => {
    const nested = (levels: number) => sourceOf(`[{"a":${'['.repeat(levels)}1${']'.repeat(levels)}}]`, 'json', 2 ** 16);
    expect((await convert(nested(100))).kinds).toEqual({ a: 'text' });
    expect((await refusal(convert(nested(100_000)))).detail.message).toBe('line 1 of a.json is nested too deeply');
  });

  test('names and colons inside of texts are no members', async () => {
    expect((await convert(sourceOf('{"a":"\\",\\"a\\":","b\\\\":"{:"}', 'jsonLines'))).texts).toEqual([
      'a,b\\\n""",""a"":",{:\n',
    ]);
  });
});
