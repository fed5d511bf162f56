import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProjectFolder } from './find-project-folder.ts';
import { InputProblem } from './input-problem.ts';
import { pathInFolder } from './path-in-folder.ts';
import { readLabels } from './read-labels.ts';
import { readRows } from './read-rows.ts';
import { readScored } from './read-scored.ts';
import { testIo } from './test-io.cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

async function refusal(work: () => unknown): Promise<Record<string, unknown>> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputProblem) return { code: error.code, ...error.detail };
    throw error;
  }
  return {};
}

describe('rows', () => {
  const io = testIo({ cwd: folder });

  test('JSON that is not valid is shown with the place', async () => {
    const rows = file('rows.json', '[\n  {"a": 1},\n  {"a": x}\n]');
    expect(await refusal(() => readRows({ file: rows }, io))).toMatchObject({
      code: 'TND-1009',
      message: 'rows.json is not valid JSON',
      place: { file: 'rows.json', line: 3, column: 9, text: '  {"a": x}' },
      came: '"x" where JSON does not allow it',
    });
    expect(await refusal(() => readRows({ option: '--row', text: '{"a": 1' }, io))).toMatchObject({
      place: { file: '--row', line: 1, column: 8, text: '{"a": 1' },
      came: 'the end of the text where JSON does not allow it',
    });
  });

  test.each([
    ['[]', '--row holds nothing', '[]'],
    ['[1]', '--row is not a row', 'a number'],
    ['[{"a":1},null]', 'row 2 of --row is not a row', 'null'],
    ['{"a":[1]}', '--row has no plain value for "a"', 'an array'],
  ])('%s is refused', async (text, message, came) => {
    expect(await refusal(() => readRows({ option: '--row', text }, io))).toMatchObject({
      code: 'TND-1009',
      message,
      came,
    });
  });

  test('a column named __proto__ stays a column', async () => {
    const [row] = await readRows({ option: '--row', text: '{"__proto__": 1}' }, io);
    expect(Object.keys(row ?? {})).toEqual(['__proto__']);
  });
});

describe('answers given elsewhere', () => {
  test.each([
    ['[3]', 'item 1 of --file is not an object', 'a number'],
    ['[{"score":"high"}]', 'item 1 of --file has no score', 'a string'],
    ['[{"score":1},{"score":1,"scor":2}]', 'item 2 of --file has a field "scor"', 'scor'],
    ['{"score":1,"row":[1]}', '"row" of item 1 of --file is not a row', 'an array'],
    ['{"score":1,"at":2001}', '"at" of item 1 of --file is not a date', 'a number'],
    ['{"score":1,"outcome":"yes"}', '"outcome" of item 1 of --file is not one', 'a string'],
  ])('%s is refused', async (text, message, came) => {
    const refused = await refusal(() => readScored({ option: '--file', text }, testIo()));
    expect(refused).toMatchObject({ code: 'TND-1009', message, came });
  });
});

describe('labels', () => {
  test.each([
    ['prediction,outcome\np,1\n', 'the header does not fit', 1],
    ['prediction,outcome,knownAt\np,maybe,2001-01-01\n', 'line 2 of l.csv has no outcome', 2],
    ['prediction,outcome,knownAt\r\np,1,2001-01-01\r\np,1\r\n', 'line 3 of l.csv has 2 fields', 3],
    ['prediction,outcome,knownAt\n,1,2001-01-01\n', 'line 2 of l.csv names no prediction', 2],
    [
      'prediction,outcome,knownAt\np,1,2001-02-31T25:00:00Z\n',
      'line 2 of l.csv does not say when the outcome was known',
      2,
    ],
    ['prediction,outcome,knownAt\np,1,31.1.2001\n', 'line 2 of l.csv does not say when the outcome was known', 2],
  ])('%j is refused', async (text, message, line) => {
    expect(await refusal(() => readLabels(file('l.csv', text), folder))).toMatchObject({
      code: 'TND-1201',
      message,
      place: { file: 'l.csv', line },
    });
  });

  test('an empty file, a missing one, a folder and bytes that are no text are told apart', async () => {
    expect(await refusal(() => readLabels(file('e.csv', 'prediction,outcome,knownAt\n'), folder))).toMatchObject({
      message: 'e.csv holds no outcome',
    });
    expect(await refusal(() => readLabels('none.csv', folder))).toMatchObject({
      code: 'TND-1004',
      came: 'no such file',
    });
    expect(await refusal(() => readLabels('.', folder))).toMatchObject({ code: 'TND-1004', came: 'a folder' });
    expect(await refusal(() => readLabels(file('b.csv', new Uint8Array([0xff, 0xfe, 0])), folder))).toMatchObject({
      code: 'TND-1004',
      message: 'b.csv is not text',
    });
  });

  test('a byte order mark and empty lines at the end are nothing', () => {
    expect(readLabels(file('bom.csv', '\ufeffprediction,outcome,knownAt\np,TRUE,2001-01-01\n\n'), folder)).toEqual([
      { prediction: 'p', outcome: true, knownAt: '2001-01-01' },
    ]);
  });
});

describe('the project folder', () => {
  const inner = join(folder, 'project', 'deep', 'down');
  beforeAll(() => {
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(folder, 'project', 'tend.yaml'), '');
  });

  test('is the nearest one upwards, or the one that is named', () => {
    expect(findProjectFolder(inner, undefined)).toBe(join(folder, 'project'));
    expect(findProjectFolder(folder, 'project')).toBe(join(folder, 'project'));
  });

  test('a named folder must be one itself', async () => {
    expect(await refusal(() => findProjectFolder(folder, 'project/deep'))).toMatchObject({
      code: 'TND-1002',
      message: 'there is no project in project/deep',
    });
    expect(await refusal(() => findProjectFolder(folder, undefined))).toMatchObject({
      message: 'there is no project here',
    });
  });

  test('paths are meant from where the person stands', () => {
    expect([
      pathInFolder('/p', '/p/sub', 'a.csv'),
      pathInFolder('/p', '/p/sub', '../..data.csv'),
      pathInFolder('/p', '/p', '../a.csv'),
      pathInFolder('/p', '/elsewhere', '/p/x/a.csv'),
    ]).toEqual(['sub/a.csv', '..data.csv', '/a.csv', 'x/a.csv']);
  });
});
