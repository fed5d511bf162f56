import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomStream } from '@tend/kernels';
import type { ProgressEvent, Reader } from '@tend/lifecycle';
import { openPorts } from '@tend/node';
import { type Stage, stages } from '@tend/protocol';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Acknowledged, driveLifecycle, firstCharter } from './drive-lifecycle.ts';
import { tinyBase } from './tiny-project.ts';

const momentCount = 20;
const seed = 20261121;
const child = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const base = tinyBase();
afterEach(() => base.closeProjects());
afterAll(() => base.close());

/** A moment around a durable operation, as the child tells it. */
interface Moment {
  readonly moment: number;
  readonly stage: Stage;
  readonly operation: string;
  readonly point: string;
}

type Told =
  | Acknowledged
  | { readonly step: 'stage'; readonly stage: Stage; readonly state: string }
  | { readonly step: 'checkpoint'; readonly size: number };

interface Life {
  readonly folder: string;
  readonly signal: NodeJS.Signals | null;
  readonly moments: readonly Moment[];
  readonly told: readonly Told[];
}

/** Lets a child live through the lifecycle in a fresh folder, until the moment. */
async function live(moment: number): Promise<Life> {
  const folder = base.make();
  writeFileSync(join(folder, 'tend.yaml'), firstCharter);
  const running = spawn(process.execPath, [child, folder, String(moment)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  running.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => running.on('close', (_, by) => resolve(by)));
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Moment | { acknowledged: Told });
  return {
    folder,
    signal,
    moments: lines.filter((line) => 'moment' in line),
    told: lines.flatMap((line) => ('acknowledged' in line ? [line.acknowledged] : [])),
  };
}

/** By seed: one moment of each stage and of each operation, then any others, in the order in which they come. */
function drawMoments(all: readonly Moment[]): readonly Moment[] {
  const order = Int32Array.from(all.keys());
  randomStream(seed).shuffle(order);
  const shuffled = [...order].flatMap((i) => all[i] ?? []);
  const operations = [...new Set(all.map(({ operation }) => operation))].sort();
  const first = [
    ...stages.flatMap((stage) => shuffled.find((moment) => moment.stage === stage) ?? []),
    ...operations.flatMap((operation) => shuffled.find((moment) => moment.operation === operation) ?? []),
  ];
  return [...new Set([...first, ...shuffled])].slice(0, momentCount).sort((a, b) => a.moment - b.moment);
}

/** Children start up and wait for the disk: two at a time use both cores. */
async function liveAll(moments: readonly Moment[]): Promise<ReadonlyMap<number, Life>> {
  const lives = new Map<number, Life>();
  const queue = moments.values();
  const lane = async (): Promise<void> => {
    for (const { moment } of queue) lives.set(moment, await live(moment));
  };
  await Promise.all([lane(), lane()]);
  return lives;
}

const undisturbed = await live(0);
const drawn = drawMoments(undisturbed.moments);
const lives = await liveAll(drawn);
const modelsOf = (told: readonly Told[]) => told.flatMap((one) => (one.step === 'run' ? [one.model] : []));
console.log(
  `kill -9 at ${drawn.length} of ${undisturbed.moments.length} moments, drawn by seed ${seed}:\n${drawn
    .map(
      ({ moment, stage, operation, point }) =>
        `  ${String(moment).padStart(3)} ${stage.padEnd(8)} ${point} ${operation}`,
    )
    .join('\n')}`,
);

test('the undisturbed run trains two different models', () => {
  expect(undisturbed.signal).toBeNull();
  expect(new Set(modelsOf(undisturbed.told)).size).toBe(2);
});

test('the moments lie in every stage and around every kind of durable operation', () => {
  expect(drawn).toHaveLength(momentCount);
  expect(new Set(drawn.map(({ stage }) => stage))).toEqual(new Set(stages));
  const operations = ['blobs.put', 'checkpoints.append', 'files.write', 'predictions.append', 'store.write'];
  expect([...new Set(drawn.map(({ operation }) => operation))].sort()).toEqual(operations);
});

describe('killed, the project opens, has lost nothing, and goes on to the same models', () => {
  test.each(drawn)('$moment: $stage, $point $operation', async (planned) => {
    const life = lives.get(planned.moment);
    expect(life?.signal).toBe('SIGKILL');
    expect(life?.moments).toEqual([planned]);
    const { folder, told } = life as Life;

    const events: ProgressEvent[] = [];
    const project = await base.as('mara', folder, { onEvent: (event) => events.push(event) });
    expect(await project.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
    await expectNothingLost(folder, told);
    await expectNothingHalf(folder);

    const before = (await project.status({})).iteration;
    await driveLifecycle({
      project,
      folder,
      answered: told.flatMap((one) => (one.step === 'predict' ? one.ids : [])),
      onStep: () => {},
      onAcknowledged: () => {},
    });
    if (before?.state === 'running') expectReused(events, finishedIn(told));

    const status = await project.status({});
    expect(status.versions.map(({ model }) => model)).toEqual(modelsOf(undisturbed.told));
    expect(status).toMatchObject({ iteration: { number: 2, state: 'waiting' }, serving: { version: 1 } });
    expect(await project.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
    await expectNothingLost(folder, told);
    await expectNothingHalf(folder);
  });
});

/** The stages of the iteration that was under way, as far as it told that they were done. */
function finishedIn(told: readonly Told[]): readonly Stage[] {
  const lastRun = told.findLastIndex(({ step }) => step === 'run');
  return told.slice(lastRun + 1).flatMap((one) => (one.step === 'stage' ? [one.stage] : []));
}

function expectReused(events: readonly ProgressEvent[], finished: readonly Stage[]): void {
  const done = events.flatMap((event) => (event.event === 'stageDone' ? [event] : []));
  for (const stage of finished) expect(done.find((event) => event.stage === stage)).toMatchObject({ state: 'reused' });
}

async function readStore<T>(folder: string, use: (reader: Reader) => Promise<T>): Promise<T> {
  const { store } = await openPorts({ folder, trainerThreads: 1 });
  try {
    return await store.read(use);
  } finally {
    await store.close();
  }
}

async function expectNothingLost(folder: string, told: readonly Told[]): Promise<void> {
  const { predictions, store } = await openPorts({ folder, trainerThreads: 1 });
  try {
    for (const one of told) {
      const isThere = await store.read((reader) => isStored(reader, one));
      expect(isThere, JSON.stringify(one)).toBe(true);
      if (one.step !== 'predict') continue;
      for (const id of one.ids) expect(await predictions.find(id)).toMatchObject({ id });
    }
  } finally {
    await predictions.close();
    await store.close();
  }
}

async function isStored(reader: Reader, one: Told): Promise<boolean> {
  switch (one.step) {
    case 'stage':
      return (await reader.from('stageResult').count({ stage: one.stage })) > 0;
    case 'checkpoint':
      return ((await reader.from('auditTree').first({ id: 1 }))?.size ?? 0) >= one.size;
    case 'run':
      return (await reader.from('version').count({ number: one.version })) === 1;
    case 'approve':
      return (await reader.from('approval').count({ id: one.approval })) === 1;
    case 'deploy':
      return (await reader.from('deployment').count({ id: one.deployment })) === 1;
    case 'predict':
      return true;
    case 'label':
      return (await reader.from('label').count({ predictionId: one.ids })) === one.ids.length;
    case 'monitor':
      return (await reader.from('record').count({ kind: 'monitoring' })) > 0;
  }
}

/** What one operation writes is there together: no row without its record, no record without those it was made from. */
async function expectNothingHalf(folder: string): Promise<void> {
  await readStore(folder, async (reader) => {
    const digests = new Set((await reader.from('record').find({})).map(({ digest }) => digest));
    const named = [
      ...(await reader.from('recordInput').find({})).flatMap(({ digest, inputDigest }) => [digest, inputDigest]),
      ...(await reader.from('stageResult').find({})).map(({ recordDigest }) => recordDigest),
      ...(await reader.from('approval').find({})).map(({ recordDigest }) => recordDigest),
      ...(await reader.from('promotion').find({})).map(({ recordDigest }) => recordDigest),
      ...(await reader.from('deployment').find({})).map(({ recordDigest }) => recordDigest),
      ...(await reader.from('version').find({})).flatMap(({ digest, modelDigest }) => [digest, modelDigest]),
    ];
    expect(named.filter((digest) => !digests.has(digest))).toEqual([]);
    const deployments = await reader.from('deployment').find({});
    expect(deployments.map(({ promotionId }) => promotionId)).toEqual(
      (await reader.from('promotion').find({})).map(({ id }) => id),
    );
    expect(deployments.filter(({ state }) => state === 'serving')).toHaveLength(deployments.length > 0 ? 1 : 0);
    expect(await reader.from('verdict').count({})).toBe(await reader.from('version').count({}));
    expect(await reader.from('auditEntry').count({})).toBe(
      (await reader.from('auditTree').first({ id: 1 }))?.size ?? 0,
    );
    expect(await reader.from('iteration').count({ state: 'running' })).toBeLessThanOrEqual(1);
  });
}
