import { expect, test } from 'vitest';
import { createServer } from '../create-server.ts';
import { startServer } from '../server-fixture.cases.ts';

test('a route that does not say who may use it keeps the server from starting', async () => {
  const { ports } = await startServer();
  const serving = { current: () => undefined, refused: () => undefined, refresh: async () => {}, stop: () => {} };
  const fresh = () =>
    createServer({ ports, serving, dispatch: async () => ({}) as never, authenticate: async () => undefined });
  expect(() => fresh().get('/debug', async () => 'everything')).toThrow('/debug does not declare its permission');
  const config = { access: { permission: 'everything' as never } };
  expect(() => fresh().get('/debug', { config }, async () => 'everything')).toThrow('/debug');
  expect(() =>
    fresh().get('/debug', { config: { access: { permission: 'operate' } } }, async () => 'some'),
  ).not.toThrow();
});

test('the scoring faces ask for a token with predict where the server is told so; health stays open', async () => {
  const { server } = await startServer(undefined, { requireToken: true });
  const scoring = ['/v2', '/v2/models/strikes', '/openapi.json'];
  for (const url of scoring) {
    expect((await server.inject(url)).statusCode, url).toBe(401);
    expect((await server.inject({ url, headers: { authorization: 'Bearer reader' } })).statusCode, url).toBe(403);
    expect((await server.inject({ url, headers: { authorization: 'bearer deployer' } })).statusCode, url).toBe(200);
  }
  const posted = await server.inject({ method: 'POST', url: '/invocations', payload: { instances: [{}] } });
  expect([posted.statusCode, posted.json().error_code]).toEqual([401, 'UNAUTHENTICATED']);
  for (const url of ['/v2/health/live', '/v2/health/ready', '/ping', '/health', '/version'])
    expect((await server.inject(url)).statusCode, url).toBe(200);
});

test.each(['', 'Bearer', 'Bearer ', 'Basic reader', 'Bearer reader deployer', `Bearer ${'x'.repeat(600)}`, 'reader'])(
  'authorization %j is no token',
  async (authorization) => {
    const { server } = await startServer();
    const reply = await server.inject({ url: '/api/v1/status', headers: { authorization } });
    expect([reply.statusCode, reply.json().message]).toEqual([401, 'the request carries no token']);
  },
);
