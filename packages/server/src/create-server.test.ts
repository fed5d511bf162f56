import { expect, test } from 'vitest';
import { logged, startServer } from './server-fixture.cases.ts';

const row = { size: 'Large', speed: 100, count: 1, night: true };

test('a request under way is answered and logged although the server is asked to stop; later ones find nobody', async () => {
  const fixture = await startServer();
  const { server, ports } = fixture;
  const append = ports.predictions.append;
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  ports.predictions.append = async (...given) => {
    reach();
    await gate;
    return append(...given);
  };
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const reply = fetch(`${address}/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instances: [row] }),
  });
  await reached;
  const closed = server.close();
  open();
  const answered = await reply;
  // Or the client would keep the connection, and stopping would wait for it.
  expect(answered.headers.get('connection')).toBe('close');
  expect(await answered.json()).toMatchObject({ predictions: [0.9] });
  await closed;
  expect(await logged(fixture)).toHaveLength(1);
  await expect(fetch(`${address}/ping`)).rejects.toThrow();
});
