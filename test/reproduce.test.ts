import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports, Trainer } from '@tend/lifecycle';
import type { VersionSummary } from '@tend/protocol';
import { afterAll, afterEach, expect, test } from 'vitest';
import { tinyBase } from './tiny-project.ts';

const base = tinyBase();
afterEach(() => base.closeProjects());
afterAll(() => base.close());

/** Runs one iteration in a fresh folder. */
async function trained(
  threads: number,
  options: { readonly seed?: number; readonly split?: string } = {},
): Promise<{ folder: string; version: VersionSummary }> {
  const { seed = 42, ...charter } = options;
  const folder = base.make(charter);
  const path = join(folder, 'tend.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('seed: 42', `seed: ${seed}`));
  const project = await base.as('mara', folder);
  const { version } = await project.run({ threads });
  if (version === null) throw new Error('the run made no version');
  return { folder, version };
}

const { folder, version } = await trained(1);

test('two threads train the model that one trains, in two folders', async () => {
  const other = await trained(2);
  expect(other.version.model).toBe(version.model);
  expect(other.version.model).toMatch(/^[0-9a-f]{64}$/);
});

test('another seed makes another model, the same seed the same', async () => {
  const split = '{by: random, testShare: 0.25}';
  const models: string[] = [];
  for (const seed of [42, 43, 42]) models.push((await trained(1, { seed, split })).version.model);
  expect(models[1]).not.toBe(models[0]);
  expect(models[2]).toBe(models[0]);
});

test.each([1, 2])('a model is rebuilt to the same bytes with %i threads', async (threads) => {
  const project = await base.as('jonas', folder);
  expect(await project.reproduce({ version: 'v1', threads })).toMatchObject({
    isIdentical: true,
    recorded: version.model,
    rebuilt: version.model,
    threads,
    workersUsed: threads,
    isEngineEqual: true,
    summary: expect.stringMatching(/^identical/),
  });
});

/** Ports whose trainer gives weights that are off by one bit. */
function faultyTrainer(ports: Ports): Ports {
  const trainer: Trainer = {
    ...ports.trainer,
    async fitAll(tasks, options) {
      const results = await ports.trainer.fitAll(tasks, options);
      return results.map((result) => {
        const weights = result.weights.slice();
        const last = weights.length - 1;
        weights[last] = (weights[last] ?? 0) ^ 1;
        return { ...result, weights };
      });
    },
  };
  return { ...ports, trainer };
}

const otherEngine = (ports: Ports): Ports => ({ ...ports, engine: { ...ports.engine, code: '0'.repeat(64) } });

test('a model that differs is said to differ, with the same engine', async () => {
  const project = await base.as('jonas', folder, { wrap: faultyTrainer });
  const answer = await project.reproduce({ version: 'v1' });
  expect(answer).toMatchObject({ isIdentical: false, isEngineEqual: true, recorded: version.model });
  expect(answer.rebuilt).not.toBe(version.model);
  expect(answer.summary).toMatch(/^differs: .*with the same engine$/);
});

test('an engine that differs is said to differ, whether or not the model does', async () => {
  const same = await base.as('jonas', folder, { wrap: otherEngine });
  expect(await same.reproduce({ version: 'v1' })).toMatchObject({ isIdentical: true, isEngineEqual: false });
  const both = await base.as('jonas', folder, { wrap: (ports) => faultyTrainer(otherEngine(ports)) });
  expect((await both.reproduce({ version: 'v1' })).summary).toMatch(
    /^differs: .*the engine differs from the recorded one$/,
  );
});
