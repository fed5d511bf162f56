import { api, Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { startServer } from '../server-fixture.cases.ts';
import { apiRoutes } from './api.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('every operation with an HTTP face is a route, guarded by its own permission', async () => {
  expect(apiRoutes.map(({ name }) => name)).toEqual(
    Object.entries(api)
      .filter(([, operation]) => 'http' in operation)
      .map(([name]) => name),
  );
  expect(apiRoutes.length).toBeGreaterThanOrEqual(10);
  const { server, calls } = await startServer();
  for (const { name, operation } of apiRoutes) {
    const { method, path: url } = operation.http;
    const nobody = await server.inject({ method, url });
    expect([nobody.statusCode, nobody.headers['www-authenticate'], nobody.json().code], name).toEqual([
      401,
      'Bearer',
      'TND-3107',
    ]);
    const stranger = await server.inject({ method, url, headers: bearer('stolen') });
    expect(stranger.statusCode, name).toBe(401);
    const reader = await server.inject({ method, url, headers: bearer('reader') });
    expect(reader.statusCode, name).toBe(operation.permission === 'read' ? 200 : 403);
  }
  expect(calls.map(({ name }) => name)).toEqual(
    apiRoutes.filter((one) => one.operation.permission === 'read').map(({ name }) => name),
  );
});

test('a query and a body become the input, and the caller becomes the actor', async () => {
  const fixture = await startServer();
  const { server, calls } = fixture;
  const why = await server.inject({ url: '/api/v1/why?prediction=d3f9-7k2m-000042', headers: bearer('reader') });
  expect([why.statusCode, why.json(), why.headers['cache-control']]).toEqual([200, { answered: true }, 'no-store']);
  expect(fixture.refreshes).toBe(0);
  await server.inject({
    method: 'POST',
    url: '/api/v1/deploy',
    headers: bearer('deployer'),
    payload: { version: 'v3' },
  });
  expect(fixture.refreshes).toBe(1);
  await server.inject({
    method: 'POST',
    url: '/api/v1/rollback',
    headers: bearer('deployer'),
    payload: { reason: 'worse' },
  });
  expect(fixture.refreshes).toBe(2);
  await server.inject({ method: 'POST', url: '/api/v1/deploy', headers: bearer('deployer') });
  const permissions = ['read', 'deploy', 'predict'];
  expect(calls).toEqual([
    { name: 'why', input: { prediction: 'd3f9-7k2m-000042' }, actor: 'rosa', permissions: ['read'] },
    { name: 'deploy', input: { version: 'v3' }, actor: 'dora', permissions },
    { name: 'rollback', input: { reason: 'worse' }, actor: 'dora', permissions },
    { name: 'deploy', input: {}, actor: 'dora', permissions },
  ]);
});

test('a problem travels as itself, with the status of its code', async () => {
  const problem = new Problem('TND-3101', {
    message: 'version 2 of strikes does not pass beats-rule',
    expected: 'at least 0.02',
    came: '0.011',
    next: ['tend review v2'],
    facts: { criterion: 'beats-rule', asked: 0.02, got: 0.011 },
  });
  const { server } = await startServer(undefined, {
    answer: () => {
      throw problem;
    },
  });
  const reply = await server.inject({
    method: 'POST',
    url: '/api/v1/deploy',
    headers: bearer('deployer'),
    payload: {},
  });
  expect([reply.statusCode, reply.json()]).toEqual([409, problem.toJSON()]);
});

test('damage and bugs are a 500 that says no more than that; the log has the rest', async () => {
  const errors = [new Problem('TND-4007', { message: 'row 7 of /srv/x' }), new TypeError('secret of /srv/x')];
  const { server, lines } = await startServer(undefined, {
    answer: () => {
      throw errors.shift();
    },
  });
  for (const code of ['TND-4007', 'TND-9001']) {
    const reply = await server.inject({ url: '/api/v1/status', headers: bearer('reader') });
    expect([reply.statusCode, reply.json().code]).toEqual([500, code]);
    expect(reply.body).not.toContain('/srv/x');
  }
  expect(lines.map((line) => line.includes('/srv/x'))).toEqual([true, true]);
});

test('an unknown path, a body that is none and a malformed URL are told apart', async () => {
  const { server } = await startServer();
  const status = async (url: string, payload?: string, type = 'application/json') => {
    const headers = { ...bearer('deployer'), ...(payload === undefined ? {} : { 'content-type': type }) };
    const reply = await server.inject(
      payload === undefined ? { url, headers } : { method: 'POST', url, headers, payload },
    );
    return [reply.statusCode, reply.json().code, reply.json().message];
  };
  expect(await status('/api/v1/nothing')).toEqual([404, 'TND-1008', 'there is no such path']);
  expect(await status('/api/v1/deploy', '{"version":')).toEqual([400, 'TND-1009', 'the body is not valid JSON']);
  expect(await status('/api/v1/deploy', '')).toEqual([400, 'TND-1009', 'the body is empty']);
  expect(await status('/api/v1/deploy', '{}', 'text/plain')).toEqual([
    415,
    'TND-1009',
    'the body has a media type that is not read here',
  ]);
  expect(await status('/api/v1/%zz')).toEqual([400, 'TND-1009', 'the request cannot be read']);
  expect(await status('/api/v1/deploy', '{"__proto__":{"version":"v1"}}')).toEqual([
    400,
    'TND-1009',
    'the body is not valid JSON',
  ]);
});
