import type { Serving } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { servingOf } from '../server-fixture.cases.ts';
import { type FollowOptions, followServing } from './current-serving.ts';

interface World {
  deployed: string | undefined;
  opens: number;
  open: (deploymentId: string) => Promise<Serving>;
  lines: string[];
}

async function follow(world: Partial<World> = {}, options: FollowOptions = {}) {
  const state: World = { deployed: 'd1', opens: 0, open: async (id) => servingOf(id), lines: [], ...world };
  const source = {
    deploymentId: async () => state.deployed,
    open: () => {
      state.opens++;
      return state.open(state.deployed ?? 'none');
    },
  };
  const serving = await followServing(source, {
    everyMs: 3_600_000,
    log: (line) => state.lines.push(line),
    ...options,
  });
  onTestFinished(serving.stop);
  return { serving, state };
}

const changed = (id: string) =>
  Promise.reject(new Problem('TND-3104', { message: `the report behind ${id} has changed` }));

test('the first deployment is opened before anything is answered, and refused where its evidence has changed', async () => {
  const { serving } = await follow();
  expect(serving.current()?.deploymentId).toBe('d1');
  await expect(follow({ open: changed })).rejects.toMatchObject({ code: 'TND-3104' });
});

test('another deployment takes over by itself', async () => {
  const { serving, state } = await follow({}, { everyMs: 5 });
  const before = serving.current();
  state.deployed = 'd2';
  await expect.poll(() => serving.current()?.deploymentId).toBe('d2');
  expect(before?.deploymentId).toBe('d1');
  expect(state.opens).toBe(2);
});

test('a deployment that cannot be opened is refused, the one before goes on, and it is said once', async () => {
  const { serving, state } = await follow();
  state.deployed = 'd2';
  state.open = changed;
  for (let i = 0; i < 3; i++) await serving.refresh();
  expect(serving.current()?.deploymentId).toBe('d1');
  expect(serving.refused()).toMatchObject({ deploymentId: 'd2', problem: { code: 'TND-3104' } });
  expect(state.lines).toEqual([expect.stringContaining('deployment d2 is refused and deployment d1 goes on')]);
  state.open = async (id) => servingOf(id);
  await serving.refresh();
  expect([serving.current()?.deploymentId, serving.refused()]).toEqual(['d2', undefined]);
});

test('a refused deployment is not hashed again every second, and forgotten when the one before is back', async () => {
  const { serving, state } = await follow({}, { everyMs: 2 });
  state.open = changed;
  state.deployed = 'd2';
  await expect.poll(() => serving.refused()?.deploymentId).toBe('d2');
  const { opens } = state;
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(state.opens).toBe(opens);
  state.deployed = 'd1';
  await expect.poll(() => serving.refused()).toBe(undefined);
  expect(serving.current()?.deploymentId).toBe('d1');
});

test('an unreadable store changes nothing; no deployment any more ends serving', async () => {
  const { serving, state } = await follow();
  const deployed = state.deployed;
  Object.defineProperty(state, 'deployed', {
    configurable: true,
    get: () => {
      throw new Error('locked');
    },
  });
  await serving.refresh();
  await serving.refresh();
  expect(serving.current()?.deploymentId).toBe(deployed);
  expect(state.lines).toEqual([expect.stringContaining('cannot be read')]);
  Object.defineProperty(state, 'deployed', { value: undefined });
  await serving.refresh();
  expect(serving.current()).toBeUndefined();
});

test('a look that was asked for sees what was written before it, although another look is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { serving, state } = await follow();
  state.deployed = 'd2';
  state.open = async (id) => {
    await promise;
    return servingOf(id);
  };
  const first = serving.refresh();
  await new Promise((done) => setTimeout(done, 5));
  state.deployed = 'd3';
  const second = serving.refresh();
  resolve();
  await Promise.all([first, second]);
  expect(serving.current()?.deploymentId).toBe('d3');
});

test('with nothing deployed it starts empty and picks up the first deployment', async () => {
  const { serving, state } = await follow({ deployed: undefined });
  expect([serving.current(), state.opens]).toEqual([undefined, 0]);
  state.deployed = 'd1';
  await serving.refresh();
  expect(serving.current()?.deploymentId).toBe('d1');
});
