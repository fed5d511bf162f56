import { once } from 'node:events';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openLog,
  prediction,
  scanned,
  segmentFiles,
  startWriter,
  temporaryFolder,
} from './prediction-log-fixture.cases.ts';

/** Eight callers at once, each saying an id with its index as soon as it is acknowledged. */
const writeForEver = `
  let next = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (;;) {
      const index = next++;
      const [id] = await log.append('d3f9', [prediction(index)]);
      say(id + ' ' + index);
    }
  }));`;

const killMoments = fc.sample(fc.integer({ min: 1, max: 400 }), { seed: 20_261_121, numRuns: 8 });

test.each(killMoments)('kill -9 after %i acknowledged rows loses none of them', { timeout: 30_000 }, async (moment) => {
  const folder = temporaryFolder();
  const child = startWriter(folder, writeForEver);
  const acknowledged: [string, number][] = [];
  const log = openLog(folder);
  let wasSealed: boolean | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    const [id, index] = line.split(' ');
    acknowledged.push([id!, Number(index)]);
    if (acknowledged.length !== moment) continue;
    wasSealed = (await log.segments('d3f9'))[0]?.isSealed;
    child.kill('SIGKILL');
  }
  expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGKILL');
  expect(acknowledged.length).toBeGreaterThanOrEqual(moment);
  expect(wasSealed, 'alive').toBe(false);

  const byId = new Map((await scanned(log)).map((one) => [one.id, one]));
  for (const [id, index] of acknowledged) expect(byId.get(id)).toEqual({ id, ...prediction(index) });
  expect(await log.find(acknowledged.at(-1)![0])).toMatchObject({ row: { index: acknowledged.at(-1)![1] } });
  const [segment, ...more] = await log.segments('d3f9');
  expect(more).toEqual([]);
  expect(segment).toMatchObject({ rowCount: byId.size, isSealed: true });

  // The next process goes on in a segment of its own and leaves the torn one as it is.
  await log.append('d3f9', [prediction(9999)]);
  expect((await scanned(log)).at(-1)).toMatchObject({ row: { index: 9999 } });
  expect((await log.segments('d3f9'))[0]).toEqual(segment);
});

test('processes that write at once never share a segment and lose nothing', { timeout: 30_000 }, async () => {
  const folder = temporaryFolder();
  const body = (from: number) => `
    for (let i = ${from}; i < ${from} + 100; i += 4)
      say((await log.append('d3f9', [0, 1, 2, 3].map((k) => prediction(i + k)))).join(' '));
    await log.close();`;
  const children = [0, 1000, 2000].map((from) => startWriter(folder, body(from)));
  const ids = await Promise.all(
    children.map(async (child) => {
      const said: string[] = [];
      for await (const line of createInterface({ input: child.stdout! })) said.push(...line.split(' '));
      return said;
    }),
  );
  const log = openLog(folder);
  const all = await scanned(log);
  expect(new Set(all.map((one) => one.id))).toEqual(new Set(ids.flat()));
  expect(all).toHaveLength(300);
  for (const [writer, from] of [0, 1000, 2000].entries()) {
    const own = all.filter((one) => ids[writer]!.includes(one.id));
    expect(own.map((one) => one.row.index)).toEqual(Array.from({ length: 100 }, (_, i) => from + i));
  }
  expect((await log.segments('d3f9')).map(({ rowCount, isSealed }) => [rowCount, isSealed])).toEqual([
    [100, true],
    [100, true],
    [100, true],
  ]);
});

test.skipIf(process.platform === 'win32')(
  'a write that finds no room is refused with TND-4002 and spoils nothing; with room again it goes on',
  { timeout: 30_000 },
  async () => {
    const folder = temporaryFolder();
    // A limit of 8 KiB (16 blocks of 512 bytes) a file: the third batch of 20 rows does not fit, a new file has room.
    const body = `
      for (const from of [0, 20, 40, 60]) {
        const rows = Array.from({ length: 20 }, (_, k) => prediction(from + k));
        await log.append('d3f9', rows).then((ids) => say(ids.join(' ')), (error) => say(error.code + ' ' + from));
      }
      await log.append('d3f9', Array.from({ length: 200 }, (_, k) => prediction(k))).catch((error) => say(error.code));
      await log.close();`;
    const child = startWriter(folder, body, 'ulimit -f 16 &&');
    const said: string[][] = [];
    for await (const line of createInterface({ input: child.stdout! })) said.push(line.split(' '));
    const refused = said.filter(([first]) => first === 'TND-4002');
    const acknowledged = said.filter(([first]) => first !== 'TND-4002').flat();
    const lost = refused.flatMap(([, from]) => (from === undefined ? [] : [Number(from)]));
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(said.slice(1, 4).map(([first]) => first === 'TND-4002')).toContain(true);
    const expected = [0, 20, 40, 60]
      .filter((from) => !lost.includes(from))
      .flatMap((from) => Array.from({ length: 20 }, (_, k) => from + k));
    const log = openLog(folder);
    const all = await scanned(log);
    expect(all.map((one) => one.row.index)).toEqual(expected);
    expect(all.map((one) => one.id)).toEqual(acknowledged);
    expect(expected.at(-1)).toBeGreaterThan(lost[0]!);
    // A file that never got its first row is not left lying around.
    expect(segmentFiles(folder)).toHaveLength((await log.segments('d3f9')).length);
  },
);
