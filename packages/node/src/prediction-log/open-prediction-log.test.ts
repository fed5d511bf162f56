import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { openLog, prediction, scanned, segmentFiles, temporaryFolder } from './prediction-log-fixture.cases.ts';

const some = (count: number, from = 0) => Array.from({ length: count }, (_, i) => prediction(from + i));

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

test('what was appended is found by id and scanned in order, also by another opening of the folder', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  const given = some(300);
  const ids = [...(await log.append('d3f9', given.slice(0, 1))), ...(await log.append('d3f9', given.slice(1)))];
  expect(new Set(ids).size).toBe(300);
  expect(ids[41]).toMatch(/^d3f9-[2-9a-z]{4}-000042$/);
  const expected = given.map((one, i) => ({ id: ids[i], ...one }));
  for (const reader of [log, openLog(folder)]) {
    expect(await scanned(reader)).toEqual(expected);
    for (const i of [0, 1, 126, 127, 128, 129, 255, 299]) expect(await reader.find(ids[i]!)).toEqual(expected[i]);
  }
});

test('the index of a growing segment follows it', async () => {
  const folder = temporaryFolder();
  const [log, reader] = [openLog(folder), openLog(folder)];
  for (let from = 0; from < 600; from += 60) {
    const ids = await log.append('d3f9', some(60, from));
    expect(await reader.find(ids[0]!)).toMatchObject({ row: { index: from } });
    const all = await Promise.all(ids.map((id) => reader.find(id)));
    expect(all.map((one) => one?.row.index)).toEqual(ids.map((_, i) => from + i));
  }
});

test('an unknown id is not found, whatever it looks like', async () => {
  const log = openLog(temporaryFolder());
  const [id] = await log.append('d3f9', some(1));
  const absent = [id!.replace('000001', '000000'), id!.replace('000001', '000002'), 'd3f9-2222-000001', '../../x', ''];
  for (const one of absent) expect(await log.find(one), one).toBeUndefined();
  await log.close();
  // The line behind the last row is the footer now.
  expect(await log.find(id!.replace('000001', '000002'))).toBeUndefined();
  expect(await log.find(id!)).toBeDefined();
});

test('a row count and a byte count end a segment, and scanning keeps the order over segments', async () => {
  const folder = temporaryFolder();
  for (const limits of [{ maxSegmentRows: 10 }, { maxSegmentBytes: 1500 }]) {
    const log = openLog(folder, limits);
    for (let i = 0; i < 40; i++) await log.append('d3f9', [prediction(i)]);
    await log.close();
  }
  const log = openLog(folder);
  expect((await scanned(log)).map((one) => one.row.index)).toEqual([...Array(40).keys(), ...Array(40).keys()]);
  const segments = await log.segments('d3f9');
  expect(segments.slice(0, 4).map(({ rowCount, isSealed }) => [rowCount, isSealed])).toEqual(Array(4).fill([10, true]));
  expect(segments.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(80);
  expect(segments.length).toBeGreaterThan(8);
});

test('the digest is that of the acknowledged bytes and does not change when the segment is sealed', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  await log.append('d3f9', some(5));
  const before = await log.segments('d3f9');
  const [file] = segmentFiles(folder);
  const digest = createHash('sha256').update(readFileSync(file!)).digest('hex');
  expect(before).toEqual([{ id: expect.any(String), rowCount: 5, digest, isSealed: false }]);
  expect(await openLog(folder).segments('d3f9')).toEqual(before);
  await log.close();
  const after = [{ ...before[0]!, isSealed: true }];
  expect(await log.segments('d3f9')).toEqual(after);
  expect(await openLog(folder).segments('d3f9')).toEqual(after);
  expect(await log.segments('never-served')).toEqual([]);
});

test('the segment of a deployment that fell silent is sealed when another answers', async () => {
  const log = openLog(temporaryFolder(), { sealIdleMs: 0 });
  await log.append('d3f9', some(2));
  await log.append('e111', [prediction(0, 'e111')]);
  await expect.poll(() => log.segments('d3f9')).toMatchObject([{ rowCount: 2, isSealed: true }]);
  expect(await log.segments('e111')).toMatchObject([{ isSealed: false }]);
  await log.append('d3f9', some(1, 2));
  expect((await scanned(log)).map((one) => one.row.index)).toEqual([0, 1, 2]);
});

test('a torn tail of a dead writer is skipped, however little of it is there', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  await log.append('d3f9', some(3));
  await log.close();
  const [file] = segmentFiles(folder);
  const whole = readFileSync(file!);
  const footer = whole.lastIndexOf(10, whole.length - 2) + 1;
  const lastRow = whole.lastIndexOf(10, footer - 2) + 1;
  const reader = openLog(folder);
  for (const cut of [lastRow + 1, lastRow + 20, footer - 1]) {
    writeFileSync(file!, whole.subarray(0, cut));
    expect((await scanned(reader)).map((one) => one.row.index)).toEqual([0, 1]);
    const digest = createHash('sha256').update(whole.subarray(0, lastRow)).digest('hex');
    expect(await reader.segments('d3f9')).toMatchObject([{ rowCount: 2, digest, isSealed: true }]);
  }
});

test('a corrupted line is named by segment and row, and its neighbours are still found', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  const ids = await log.append('d3f9', some(4));
  await log.close();
  const [file] = segmentFiles(folder);
  const text = readFileSync(file!, 'utf8');
  writeFileSync(file!, text.replace('"index":2', '"index":7'));
  const segment = ids[0]!.split('-')[1];
  const reader = openLog(folder);
  for (const attempt of [() => scanned(reader), () => reader.segments('d3f9'), () => reader.find(ids[2]!)]) {
    const problem = await problemOf(attempt());
    expect(problem.code).toBe('TND-4007');
    expect(problem.message).toContain(`row 3 of prediction segment ${segment}`);
    expect(problem.detail.facts).toEqual({ deployment: 'd3f9', segment, row: 3 });
  }
  expect(await reader.find(ids[3]!)).toMatchObject({ row: { index: 3 } });
});

test.each([
  ['a removed line', (lines: string[]) => lines.toSpliced(2, 1), 'says it is row 3'],
  ['a repeated line', (lines: string[]) => lines.toSpliced(2, 0, lines[2]!), 'says it is row 2'],
  ['swapped lines', (lines: string[]) => [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 'says it is row 2'],
  ['a removed row before the footer', (lines: string[]) => lines.toSpliced(4, 1), 'says it is row 5'],
  ['a line behind the footer', (lines: string[]) => [...lines, lines[1]!], 'follows the end'],
  ['no header', (lines: string[]) => lines.slice(1), 'the header'],
])('%s is found although every line passes its own check', async (_, change, message) => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  await log.append('d3f9', some(4));
  await log.close();
  const [file] = segmentFiles(folder);
  const lines = readFileSync(file!, 'utf8').trimEnd().split('\n');
  writeFileSync(file!, `${change(lines).join('\n')}\n`);
  const problem = await problemOf(scanned(openLog(folder)));
  expect(problem.code).toBe('TND-4007');
  expect(problem.message).toContain(message);
});

test('a segment whose header is torn never acknowledged anything and disturbs nothing', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  await log.append('d3f9', some(2));
  appendFileSync(join(folder, 'd3f9', '2222.ndjson'), '{"crc":"01');
  appendFileSync(join(folder, 'd3f9', 'notes.txt'), 'x');
  expect(await scanned(log)).toHaveLength(2);
  expect(await log.segments('d3f9')).toHaveLength(1);
});

test('a row cut by another hand is damage and no torn tail while its writer lives', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  await log.append('d3f9', some(2));
  const [file] = segmentFiles(folder);
  truncateSync(file!, readFileSync(file!).length - 5);
  await log.append('d3f9', some(1, 2));
  expect((await problemOf(scanned(log))).code).toBe('TND-4007');
});

test('nothing is accepted that could not be read back', async () => {
  const log = openLog(temporaryFolder());
  await expect(log.append('../up', some(1))).rejects.toThrow(RangeError);
  await expect(log.append('d3f9', [{ ...prediction(1), score: Number.NaN }])).rejects.toThrow(RangeError);
  expect(await log.append('d3f9', [])).toEqual([]);
  await log.close();
  await expect(log.append('d3f9', some(1))).rejects.toThrow('closed');
});
