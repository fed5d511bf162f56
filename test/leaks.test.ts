import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

/** 400 reports, two a day, with the invoice that only a damage leads to. */
function writeInvoices(folder: string): void {
  const [header, ...lines] = tinyCsv(tinyRows({ count: 400 }))
    .trimEnd()
    .split('\n');
  const billed = lines.map((line, i) => `${line},${line.endsWith('yes') ? 1000 + ((i * 37) % 900) : ''}`);
  writeFileSync(join(folder, 'strikes.csv'), `${header},invoice\n${billed.join('\n')}\n`);
}

function keepInvoice(folder: string): void {
  const path = join(folder, 'tend.yaml');
  const keep = '  keep: [{column: invoice, reason: it is written before, by: mara}]\n  contract:';
  writeFileSync(path, readFileSync(path, 'utf8').replace('  contract:', keep));
}

test('a certain leak is excluded though a person keeps it, until another person waives it', async () => {
  const folder = base.make({
    split: '{by: time, train: {until: 2024-05-20}, test: {from: 2024-05-20, until: 2024-07-30}}',
  });
  writeInvoices(folder);
  const mara = await base.as('mara', folder);
  const jonas = await base.as('jonas', folder);
  const explored = async (): Promise<string> => {
    const { stages } = await mara.run({});
    const stage = stages.find((one) => one.stage === 'explore');
    return [stage?.summary, ...(stage?.details ?? [])].join('\n');
  };
  const leak = async () => {
    const { findings } = await jonas.findings({ show: 'all' });
    return findings.find(({ kind, subject }) => kind === 'leak' && subject === 'invoice');
  };

  expect(await explored()).toContain('excluded (computed): where "invoice" is missing, 100% are negative');
  expect(await leak()).toMatchObject({ severity: 'block', state: 'resolved' });

  keepInvoice(folder);
  expect(await explored()).toContain('excluded (computed): where "invoice" is missing');
  const open = await leak();
  expect(open).toMatchObject({ severity: 'block', state: 'open' });

  await jonas.waiveFinding({ id: open?.id ?? '', reason: 'the invoice is a deposit', until: '2124-01-01' });
  const kept = await explored();
  expect(kept).toContain('kept (by mara): invoice: it is written before');
  expect(kept).not.toContain('excluded (computed)');
  expect(await leak()).toMatchObject({ state: 'waived', person: 'jonas' });
});

test('a run says what is wrong with its split', async () => {
  const folder = base.make({ split: '{by: random, testShare: 0.3}' });
  const mara = await base.as('mara', folder);
  const { findings } = await mara.run({}).then(() => mara.findings({ show: 'all' }));
  const overlap = findings.find(({ kind }) => kind === 'timeOverlap');
  expect(overlap).toMatchObject({ stage: 'explore', subject: 'day', severity: 'warn', state: 'open' });
  expect(overlap?.message).toMatch(/\d+ of \d+ training rows \([\d.]+%\) are later than the first test row by "day"/);
});

test('a run says that test rows are unlike training rows, by which column, and says nothing where they are alike', async () => {
  const spans = '{by: time, train: {until: 2024-05-20}, test: {from: 2024-05-20, until: 2024-08-30}}';
  const foundWith = async (factor: number) => {
    const folder = base.make({ split: spans });
    const early = tinyRows({ count: 280 });
    const late = tinyRows({ count: 200, seed: 12, firstDay: 140, factor });
    writeFileSync(join(folder, 'strikes.csv'), tinyCsv([...early, ...late]));
    const mara = await base.as('mara', folder);
    const { findings } = await mara.run({}).then(() => mara.findings({ show: 'all' }));
    return findings.find(({ kind }) => kind === 'differentSides');
  };
  const drifted = await foundWith(1.3);
  expect(drifted).toMatchObject({ stage: 'explore', subject: 'split', severity: 'warn', state: 'open' });
  expect(drifted?.message).toMatch(
    /^test rows can be told from training rows in [\d.]+% of pairs \([\d.]+% to [\d.]+%, n = 480\); most by "speed": the data has changed over time$/,
  );
  expect(await foundWith(1)).toBeUndefined();
});
