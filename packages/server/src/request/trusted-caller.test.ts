import { expect, test } from 'vitest';
import { startServer } from '../server-fixture.cases.ts';

test.each([
  ['localhost', 200],
  ['localhost:8080', 200],
  ['LOCALHOST.:8080', 200],
  ['127.0.0.1:8080', 200],
  ['[::1]:8080', 200],
  ['192.168.1.7:8080', 200],
  ['tend.example.org:8080', 200],
  ['evil.example', 403],
  ['evil.example:8080', 403],
  ['localhost.evil.example', 403],
  ['tend.example.org.evil.example', 403],
  ['127.0.0.1.evil.example', 403],
  ['localhost:8080@evil.example', 403],
  [':8080', 403],
])('Host %j: %i', async (host, status) => {
  const { server } = await startServer(undefined, { allowedHosts: ['tend.example.org'] });
  expect((await server.inject({ url: '/v2/health/live', headers: { host } })).statusCode).toBe(status);
  expect((await server.inject({ url: '/nothing', headers: { host } })).statusCode).toBe(status === 200 ? 404 : 403);
});

test.each<[Record<string, string>, number]>([
  [{}, 200],
  [{ origin: 'http://localhost:8080' }, 200],
  [{ origin: 'https://localhost:8080' }, 200],
  [{ origin: 'https://ops.example.org' }, 200],
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{ origin: 'http://localhost:3000' }, 403],
  [{ origin: 'https://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
])('a change with %j: %i', async (headers, status) => {
  const { server, calls } = await startServer(undefined, { allowedOrigins: ['https://ops.example.org'] });
  const all = { host: 'localhost:8080', authorization: 'Bearer deployer', ...headers };
  const reply = await server.inject({ method: 'POST', url: '/api/v1/deploy', headers: all, payload: {} });
  expect(reply.statusCode).toBe(status);
  expect(calls).toHaveLength(status === 200 ? 1 : 0);
  // Reading is not a change; what a page may read is CORS's matter, and no answer here allows any.
  const read = await server.inject({ url: '/api/v1/status', headers: all });
  expect([read.statusCode, read.headers['access-control-allow-origin']]).toEqual([200, undefined]);
});
