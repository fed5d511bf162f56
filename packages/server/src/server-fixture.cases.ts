import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports, Serving } from '@tend/lifecycle';
import { openPredictionLog } from '@tend/node';
import type { OperationName } from '@tend/protocol';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createServer } from './create-server.ts';
import type { CurrentServing } from './scoring/current-serving.ts';
import type { Caller, ServerOptions } from './server-options.ts';

/** A model of four columns that it can be asked about: the score is half the speed over 100, plus 0.4 at night. */
export function servingOf(deploymentId: string = 'd3f9', versionNumber: number = 2): Serving {
  const inputs = [
    { name: 'size', kind: 'text' },
    { name: 'speed', kind: 'number' },
    { name: 'count', kind: 'integer' },
    { name: 'night', kind: 'boolean' },
  ] as const;
  const types = { text: 'string', number: 'number', integer: 'number', boolean: 'boolean' } as const;
  const nouns = { text: 'text', number: 'a number', integer: 'an integer', boolean: 'true or false' } as const;
  return {
    deploymentId,
    modelName: 'strikes',
    versionNumber,
    versionDigest: 'ab'.repeat(32),
    inputs,
    timeColumn: 'date',
    keyColumn: null,
    threshold: 0.5,
    joinKeys: [],
    complete: (row) => row,
    check: (row) =>
      inputs.flatMap(({ name, kind }) => {
        const value = row[name];
        if (value === null) return [];
        const fits = typeof value === types[kind] && (kind !== 'integer' || Number.isSafeInteger(value));
        // A check that quotes the cell, as one in the lifecycle might: the server must not pass it on.
        return fits ? [] : [{ column: name, expected: nouns[kind], came: `the value ${String(value)}` }];
      }),
    score: (row) => {
      const score = (Number(row.speed ?? 0) / 200 + (row.night === true ? 0.4 : 0)) % 1;
      return { score, isPositive: score >= 0.5, eventTime: typeof row.date === 'string' ? Date.parse(row.date) : null };
    },
  };
}

const callers: Readonly<Record<string, Caller>> = {
  reader: { actor: { name: 'rosa', knownBy: 'token' }, permissions: ['read'] },
  deployer: { actor: { name: 'dora', knownBy: 'token' }, permissions: ['read', 'deploy', 'predict'] },
};

export interface DispatchCall {
  readonly name: OperationName;
  readonly input: unknown;
  readonly actor: string;
  readonly permissions: unknown;
}

export interface Fixture {
  readonly server: FastifyInstance;
  readonly ports: Ports;
  readonly calls: DispatchCall[];
  readonly lines: string[];
  /** How often the serving was looked for on demand. */
  refreshes: number;
}

/** A server in process over a real prediction log; the lifecycle is replaced at its three functions. */
export async function startServer(
  serving: Serving | undefined = servingOf(),
  options: Partial<ServerOptions> & { readonly answer?: (call: DispatchCall) => unknown } = {},
): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'tend-server-'));
  const predictions = openPredictionLog({ folder });
  const ports = {
    predictions,
    clock: { now: () => 1_700_000_000_000, monotonicMs: () => 0 },
    engine: { tend: '0.1.0' },
  } as unknown as Ports;
  const { answer = () => ({ answered: true }), ...rest } = options;
  const current: CurrentServing = {
    current: () => serving,
    refused: () => undefined,
    refresh: async () => {
      fixture.refreshes++;
    },
    stop: () => {},
  };
  const calls: DispatchCall[] = [];
  const lines: string[] = [];
  const server = createServer({
    ports,
    dispatch: async (deps, name, input, permissions) => {
      const call = { name, input, actor: deps.actor.name, permissions };
      calls.push(call);
      return answer(call) as never;
    },
    authenticate: async (_ports, token) => callers[token],
    serving: current,
    log: (line) => lines.push(line),
    ...rest,
  });
  const fixture: Fixture = { server, ports, calls, lines, refreshes: 0 };
  onTestFinished(async () => {
    await server.close();
    await predictions.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await server.ready();
  return fixture;
}

/** What the log holds of a deployment. */
export async function logged({ ports }: Fixture, deploymentId: string = 'd3f9') {
  const all = [];
  for await (const one of ports.predictions.scan(deploymentId)) all.push(one);
  return all;
}
