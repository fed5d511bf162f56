import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FeatureMatrix, TrainingData } from '@tend/learn';
import type { FitResult, FitTask, Trainer } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTrainer, type TrainerOptions } from './create-trainer.ts';

// Starting threads and processes takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const open: Trainer[] = [];
function trainerOf(options: TrainerOptions): Trainer {
  const trainer = createTrainer(options);
  open.push(trainer);
  return trainer;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((trainer) => trainer.close()));
});

/** Two informative columns, one of noise, by a fixed linear congruential stream. */
function syntheticData(rowCount: number): TrainingData {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const names = ['a', 'b', 'c'];
  const values = Float32Array.from({ length: rowCount * names.length }, () => uniform() * 2 - 1);
  const y = Float64Array.from({ length: rowCount }, (_, r) => {
    const margin = (values[r] ?? 0) * 2 - (values[rowCount + r] ?? 0);
    return margin + uniform() - 0.5 > 0 ? 1 : 0;
  });
  const x: FeatureMatrix = { rowCount, features: names.map((name) => ({ name, source: name })), values };
  return { x, y, weight: new Float64Array(rowCount).fill(1) };
}

const data = syntheticData(400);
const tasks: readonly FitTask[] = [
  { estimator: 'boostedTrees', parameters: {}, data, seed: 1 },
  { estimator: 'logistic', parameters: {}, data, seed: 2 },
  { estimator: 'majority', parameters: {}, data, seed: 3 },
  { estimator: 'boostedTrees', parameters: {}, data, seed: 4 },
  { estimator: 'logistic', parameters: {}, data: syntheticData(150), seed: 5 },
];

/** A worker of plain JavaScript that does `body` for each task it is sent. */
const workerThat = (body: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (task) => { ${body} });`,
    )}`,
  );
const answering =
  'parentPort.postMessage({ outcome: { manifest: task.parameters, weights: new Uint8Array(), durationMs: 0 } });';

describe('results', () => {
  test('are the same bytes in the same order with one thread and with two, and both workers worked', async () => {
    const one = await trainerOf({ threads: 1 }).fitAll(tasks);
    const two = await trainerOf({ threads: 2 }).fitAll(tasks);
    const bytesOf = (results: readonly FitResult[]) =>
      results.map(({ manifest, weights }) => ({ manifest, weights: [...weights] }));
    expect(bytesOf(two)).toEqual(bytesOf(one));
    expect(JSON.stringify(two.map((r) => r.manifest))).toBe(JSON.stringify(one.map((r) => r.manifest)));
    expect(one.map((r) => r.manifest.estimator)).toEqual(tasks.map((t) => t.estimator));
    expect(one[0]?.weights.length).toBeGreaterThan(0);
    expect(new Set(one.map((r) => r.worker))).toEqual(new Set([0]));
    expect(new Set(two.map((r) => r.worker))).toEqual(new Set([0, 1]));
  });

  test('two tasks reach two workers, even where the first worker is slow to answer', async () => {
    const slowFirst = workerThat(`setTimeout(() => { ${answering} }, task.seed === 1 ? 100 : 0);`);
    const results = await trainerOf({ threads: 2, script: slowFirst }).fitAll(tasks.slice(0, 2));
    expect(results.map((r) => r.worker)).toEqual([0, 1]);
  });

  test('stand in the order of the tasks although a later one finished first', async () => {
    // The first task waits for the third, which starts only when the second has been answered.
    const waitsForThird = workerThat(
      `const answer = () => { ${answering} };
       if (task.seed === 3) task.data.y[0] = 3;
       if (task.seed !== 1) answer();
       else { const wait = setInterval(() => { if (task.data.y[0] === 3) { clearInterval(wait); answer(); } }, 5); }`,
    );
    const own = syntheticData(5);
    const finished: number[] = [];
    const results = await trainerOf({ threads: 2, script: waitsForThird }).fitAll(
      [1, 2, 3].map((seed) => ({ estimator: 'majority', parameters: { seed }, data: own, seed })),
      { onDone: (index) => finished.push(index) },
    );
    expect(results.map((r) => r.manifest)).toEqual([{ seed: 1 }, { seed: 2 }, { seed: 3 }]);
    expect(finished[0]).toBe(1);
    expect(finished).toHaveLength(3);
  });

  test('of several calls at once are those of the calls one after another', async () => {
    const trainer = trainerOf({ threads: 2 });
    const [both, first] = await Promise.all([trainer.fitAll(tasks.slice(1, 3)), trainer.fitAll(tasks.slice(1, 2))]);
    expect(first[0]?.weights).toEqual(both[0]?.weights);
    expect(await trainer.fitAll([])).toEqual([]);
  });

  test('one matrix held by several tasks travels as one piece of shared memory', async () => {
    const isShared = workerThat(
      `const same = task.data.x.values.buffer instanceof SharedArrayBuffer;
       if (task.seed === 1) task.data.x.values[0] = 7;
       const parameters = { isShared: String(same), first: task.data.x.values[0] };
       parentPort.postMessage({ outcome: { manifest: parameters, weights: new Uint8Array(), durationMs: 0 } });`,
    );
    const own = syntheticData(5);
    const before = own.x.values[0];
    const trainer = trainerOf({ threads: 2, script: isShared });
    await trainer.fitAll([{ estimator: 'majority', parameters: {}, data: own, seed: 1 }]);
    const later = await trainer.fitAll(
      [2, 3].map((seed) => ({ estimator: 'majority', parameters: {}, data: own, seed })),
    );
    // What one worker wrote the others see, in a later call too; the caller's own array is not the shared one.
    expect(later.map((r) => r.manifest)).toEqual([2, 3].map(() => ({ isShared: 'true', first: 7 })));
    expect(own.x.values[0]).toBe(before);
  });
});

describe('failures', () => {
  const wrong: FitTask = { estimator: 'logistic', parameters: { noSuchParameter: 1 }, data, seed: 1 };
  const thrownBy = async (trainer: Trainer, all: readonly FitTask[]): Promise<Error> => {
    const thrown: unknown = await trainer.fitAll(all).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof Error)) throw new Error('expected a rejection');
    return thrown;
  };

  test('a task that throws rejects with the same name and message in a worker as in process', async () => {
    const here = await thrownBy(trainerOf({ threads: 1 }), [tasks[2] as FitTask, wrong]);
    const two = trainerOf({ threads: 2 });
    const there = await thrownBy(two, [tasks[2] as FitTask, wrong]);
    expect(there.name).toBe('InvalidParameters');
    expect(there.message).toContain('noSuchParameter');
    expect([there.name, there.message]).toEqual([here.name, here.message]);
    expect(await two.fitAll(tasks.slice(2, 3))).toHaveLength(1);
  });

  test('a problem stays a problem, and of several failures the first task counts', async () => {
    const failing = workerThat(
      `const problem = { code: 'TND-2001', title: 't', message: 'task ' + task.seed, expected: 'x', came: 'y' };
       const thrown = { name: 'Problem', message: problem.message, problem };
       setTimeout(() => parentPort.postMessage({ thrown }), task.seed === 1 ? 100 : 0);`,
    );
    const thrown = await thrownBy(trainerOf({ threads: 2, script: failing }), tasks);
    expect(thrown).toBeInstanceOf(Problem);
    expect(thrown).toMatchObject({ code: 'TND-2001', message: 'task 1', detail: { expected: 'x', came: 'y' } });
  });

  test.each([
    ['exits', 'process.exit(7);', /exit code 7/],
    ['throws', 'throw new RangeError("broken thread");', /RangeError: broken thread/],
  ])('a worker that %s rejects with its reason, and the next call starts a new one', async (_, body, reason) => {
    const script = workerThat(`if (task.seed === 2) { ${body} } else { ${answering} }`);
    const trainer = trainerOf({ threads: 2, script });
    const thrown = await thrownBy(trainer, tasks.slice(0, 2));
    expect(thrown).toMatchObject({ code: 'TND-9001', detail: { came: expect.stringMatching(reason) } });
    expect(thrown.message).toBe('training worker 1 ended while it fitted logistic');
    const again = [tasks[0], tasks[2]] as readonly FitTask[];
    expect((await trainer.fitAll(again)).map((r) => r.worker)).toEqual([0, 1]);
  });

  test('a worker whose module cannot be loaded rejects', async () => {
    const thrown = await thrownBy(trainerOf({ threads: 2, script: new URL('./absent.ts', import.meta.url) }), tasks);
    expect(thrown).toMatchObject({ code: 'TND-9001' });
  });

  test.each([0, 1.5, -1, Number.NaN, 257])('%s threads are refused', (threads) => {
    expect(() => createTrainer({ threads })).toThrow(expect.objectContaining({ code: 'TND-2001' }));
  });
});

describe('cancellation', () => {
  const never = workerThat('for (;;);');

  test('terminates workers that would never answer', async () => {
    const signal = new AbortController();
    const training = trainerOf({ threads: 2, script: never }).fitAll(tasks, { signal: signal.signal });
    setTimeout(() => signal.abort(), 50);
    await expect(training).rejects.toMatchObject({ code: 'TND-9002', detail: { facts: { done: 0, total: 5 } } });
  });

  test('in process stops before the next task and says how many were done', async () => {
    const signal = { aborted: false };
    const onDone = (index: number): void => {
      signal.aborted = index === 1;
    };
    const training = trainerOf({ threads: 1 }).fitAll(tasks, { signal, onDone });
    await expect(training).rejects.toMatchObject({ code: 'TND-9002', detail: { facts: { done: 2, total: 5 } } });
  });

  test('close interrupts what runs and refuses what comes after', async () => {
    const trainer = createTrainer({ threads: 2, script: never });
    const training = trainer.fitAll(tasks);
    const outcome = expect(training).rejects.toMatchObject({ code: 'TND-9002' });
    await trainer.close();
    await outcome;
    await expect(trainer.fitAll(tasks)).rejects.toMatchObject({ code: 'TND-9002' });
  });
});

test.each(['await trainer.close();', ''])('a process ends by itself after training, "%s"', (last) => {
  const module = JSON.stringify(fileURLToPath(new URL('./create-trainer.ts', import.meta.url)));
  const program = `
    import { createTrainer } from ${module};
    const x = { rowCount: 2, features: [{ name: 'a', source: 'a' }], values: Float32Array.of(1, 2) };
    const task = { estimator: 'majority', parameters: {}, data: { x, y: Float64Array.of(0, 1) }, seed: 1 };
    const trainer = createTrainer({ threads: 2 });
    const results = await trainer.fitAll([task, task]);
    ${last}
    console.log(results.map((r) => r.worker).join());`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect({ stdout: run.stdout, stderr: run.stderr, status: run.status }).toEqual({
    stdout: '0,1\n',
    stderr: '',
    status: 0,
  });
});
