import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TakingBody } from '@tend/lifecycle';
import { openPorts } from '@tend/node';
import { Problem } from '@tend/protocol';
import { cellAt, loadColumns, type Table } from '@tend/table';
import { afterAll, expect, test } from 'vitest';
import { tinyBase, tinyCharter, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const rows = tinyRows();
const dayOf = (day: string, later: number): string =>
  new Date(Date.parse(day) + later * 86_400_000).toISOString().slice(0, 10);

/** Reports without the speed: it stands in the readings of the aircraft, with older, later, late and corrected ones. */
function writeData(folder: string): void {
  const reports = rows.map(({ day, weight, phase, damage }, i) =>
    [day, `A${i % 140}`, weight, phase, damage].join(','),
  );
  writeFileSync(join(folder, 'strikes.csv'), `day,aircraft,weight,phase,damage\n${reports.join('\n')}\n`);
  const readings = rows.flatMap(({ day, speed }, i) => {
    const reading = (at: number, noted: number, value: number) =>
      `A${i % 140},${dayOf(day, at)},${dayOf(day, noted)},${value}`;
    // Every tenth aircraft has no reading at all, every ninth only an old one, every seventh one that was noted too late.
    if (i % 10 === 3) return [];
    if (i % 9 === 4) return [reading(-40, -40, 99)];
    const late = i % 7 === 2 ? [reading(0, 2, 999)] : [];
    return [reading(-5, -5, speed - 30), reading(-1, -1, 1), reading(-1, 0, speed), reading(1, 1, 777), ...late];
  });
  writeFileSync(join(folder, 'readings.csv'), `tail,day,noted,speed\n${readings.toReversed().join('\n')}\n`);
}

const joined = '{source: readings.csv, on: {aircraft: tail}, time: day, created: noted, ttl: 20d, columns: [speed]';

function projectWith(entry: string, change: (charter: string) => string = (charter) => charter): string {
  const folder = base.makeData();
  writeData(folder);
  const charter = tinyCharter().replace('  contract:\n', `  joins:\n    - ${entry}\n  contract:\n`);
  writeFileSync(join(folder, 'tend.yaml'), change(charter));
  return folder;
}

/** The speed that each report got, by the rule word by word. */
const expected = rows.map((_, i) => {
  const has = (j: number) => j % 10 !== 3 && j % 9 !== 4 && j % 140 === i % 140;
  const mine = rows.flatMap((row, j) => (has(j) ? [{ day: row.day, speed: row.speed }] : []));
  const day = rows[i]?.day ?? '';
  // Only readings up to twenty days old count; of a report those of its own day before and the correction noted that day.
  const values = mine.flatMap(({ day: of, speed }) => [
    { at: dayOf(of, -5), noted: dayOf(of, -5), speed: speed - 30 },
    { at: dayOf(of, -1), noted: dayOf(of, -1), speed: 1 },
    { at: dayOf(of, -1), noted: of, speed },
    { at: dayOf(of, 1), noted: dayOf(of, 1), speed: 777 },
  ]);
  const known = values
    .filter(({ at, noted }) => at <= day && noted <= day && at >= dayOf(day, -20))
    .sort((a, b) => (a.at === b.at ? (a.noted < b.noted ? -1 : 1) : a.at < b.at ? -1 : 1));
  return known.at(-1)?.speed ?? null;
});

async function takenBy(
  folder: string,
): Promise<{ readonly table: Table; readonly taking: TakingBody; close(): Promise<void> }> {
  const ports = await openPorts({ folder });
  const read = (kind: string) =>
    ports.store.read((reader) => reader.from('record').first({ kind }, { descending: true }));
  const { body: taking } = JSON.parse((await read('taking'))?.bytes ?? '') as { body: TakingBody };
  const { bytes } = (await ports.store.read((reader) =>
    reader.from('record').first({ digest: taking.inputs.snapshot }),
  )) ?? { bytes: '' };
  const { body } = JSON.parse(bytes) as { body: { payload: string } };
  const table = await loadColumns(await ports.blobs.openTable(body.payload));
  return {
    table,
    taking,
    async close() {
      await ports.store.close();
      await ports.predictions.close();
      await ports.trainer.close();
    },
  };
}

test('a source is joined as of the event, and online as in history', async () => {
  const folder = projectWith(`${joined}}`);
  const mara = await base.as('mara', folder);
  const run = await mara.run({});
  expect(run).toMatchObject({ verdict: 'pass', state: 'waiting' });
  expect(run.stages[1]?.details).toContain(
    'readings.csv, as of the event: 80% of 150 rows matched, age 24 h in the middle, 99% up to 24 h; 15 of unknown key, 15 with values older than 20d; for 18 rows a newer value was created only after the event and was not used',
  );

  const { table, taking, close } = await takenBy(folder);
  const speed = table.columns.find(({ name }) => name === 'speed');
  const history = rows.map((_, i) => (speed === undefined ? undefined : cellAt(speed, i)));
  expect(history).toEqual(expected);
  const late = rows.filter((_, i) => i % 7 === 2 && i % 10 !== 3 && i % 9 !== 4).length;
  const [outcome] = taking.joins ?? [];
  expect(outcome).toMatchObject({
    source: 'readings.csv',
    columns: ['speed'],
    rows: 150,
    matched: expected.filter((value) => value !== null).length,
    passedOver: late,
    medianAgeMs: 86_400_000,
  });
  const { withoutKeyOrTime = 0, unknownEntity = 0, nothingYet = 0, expired = 0, matched = 0 } = outcome ?? {};
  expect(matched + withoutKeyOrTime + unknownEntity + nothingYet + expired).toBe(150);
  expect(expired).toBeGreaterThan(0);
  expect(taking.inputs.joined).toHaveLength(1);
  const { findings } = await mara.findings({ show: 'all' });
  expect(findings.find(({ kind }) => kind === 'values created after the event')).toMatchObject({
    severity: 'info',
    failing: late,
  });

  const jonas = await base.as('jonas', folder);
  await jonas.approve({});
  await mara.deploy({});
  const sent = rows.map(({ day, weight, phase }, i) => ({ day, aircraft: `A${i % 140}`, weight, phase }));
  const online = await mara.predict({ rows: sent });
  const whole = await mara.predict({ rows: sent.map((row, i) => ({ ...row, speed: expected[i] ?? null })) });
  expect(online.predictions.map(({ score }) => score)).toEqual(whole.predictions.map(({ score }) => score));
  const why = await mara.why({ prediction: online.predictions[0]?.id ?? '' });
  expect(why.explanation?.items.find(({ source }) => source === 'speed')?.value).toBe(expected[0]);
  await close();
});

test('without the cutoff later notes get in, and a finding says so', async () => {
  const folder = projectWith(`${joined}, prefix: r_, cutoff: false}`, (charter) =>
    charter.replace('    speed: {type', '    r_speed: {type').replace('rule: speed', 'rule: r_speed'),
  );
  const mara = await base.as('mara', folder);
  await mara.run({});
  const { table, close } = await takenBy(folder);
  const speed = table.columns.find(({ name }) => name === 'r_speed');
  expect(rows.filter((_, i) => speed !== undefined && cellAt(speed, i) === 999).length).toBeGreaterThan(5);
  const { findings } = await mara.findings({ show: 'all' });
  expect(findings.find(({ kind }) => kind === 'join without cutoff')).toMatchObject({
    severity: 'warn',
    subject: 'r_speed',
  });
  await close();
});

test.each([
  ['{source: readings.csv, on: {plane: tail}, time: day, columns: [speed]}', 'there is no column "plane"'],
  ['{source: readings.csv, on: {aircraft: tail}, time: when, columns: [speed]}', 'has no column "when"'],
  ['{source: readings.csv, on: {aircraft: tail}, time: speed, columns: [speed]}', '"speed" holds no times'],
  ['{source: readings.csv, on: {aircraft: tail}, time: day, columns: [speed, day]}', 'there is a column "day" already'],
  ['{source: readings.csv, on: {aircraft: tail}, time: day, ttl: 3 weeks, columns: [speed]}', 'ttl'],
  ['{source: readings.csv, on: {}, time: day, columns: [speed]}', 'at least one pair'],
])('refuses %s', async (entry, message) => {
  const folder = projectWith(entry);
  const mara = await base.as('mara', folder);
  const error = await mara.run({}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({ code: 'TND-1001' });
  const { message: said, detail } = error as Problem;
  expect(`${said} ${detail.expected} ${detail.came}`).toContain(message);
});
