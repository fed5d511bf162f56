import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { isLoopback } from './listen-problem.ts';
import { serve } from './main.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tend-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('with nothing deployed it starts, lives, is not ready, and stops when asked', async () => {
  const controller = new AbortController();
  const addresses: string[] = [];
  const lines: string[] = [];
  const running = await serve({
    folder: temporaryFolder(),
    port: 0,
    signal: controller.signal,
    onReady: (address) => addresses.push(address),
    log: (line) => lines.push(line),
  });
  onTestFinished(() => running.stop());
  expect(addresses).toEqual([running.address]);
  expect(running.address).toBe(`http://127.0.0.1:${running.port}`);
  expect(lines).toEqual([expect.stringContaining('no version is deployed')]);
  expect((await fetch(`${running.address}/v2/health/live`)).status).toBe(200);
  expect((await fetch(`${running.address}/v2/health/ready`)).status).toBe(503);
  const status = await fetch(`${running.address}/api/v1/status`, { headers: { authorization: 'Bearer unknown' } });
  expect(status.status).toBe(401);
  expect(await status.json()).toMatchObject({ code: 'TND-3107' });
  controller.abort();
  await running.stopped;
  await running.stop();
  await expect(fetch(`${running.address}/v2/health/live`)).rejects.toThrow();
});

test('a port in use is TND-4001 with another one to try, and the workspace is free again', async () => {
  const folder = temporaryFolder();
  const running = await serve({ folder, port: 0 });
  onTestFinished(() => running.stop());
  const { port } = running;
  await expect(serve({ folder, port })).rejects.toMatchObject({
    code: 'TND-4001',
    detail: {
      came: `${port}, on which another program listens`,
      next: [`npx --no-install tend serve --port ${port + 1}`, expect.any(String)],
    },
  });
  await running.stop();
  const again = await serve({ folder, port });
  await again.stop();
  expect(readdirSync(folder)).toContain('.tend');
});

test('an address that is not of this machine is TND-1003', async () => {
  await expect(serve({ folder: temporaryFolder(), host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
    code: 'TND-1003',
  });
});

test.skipIf(process.platform === 'win32')('SIGTERM ends the process in order', { timeout: 30_000 }, async () => {
  const folder = temporaryFolder();
  const script = join(folder, 'serve.mjs');
  const main = JSON.stringify(new URL('./main.ts', import.meta.url));
  writeFileSync(
    script,
    `const { serve } = await import(${main});
    await serve({ folder: ${JSON.stringify(folder)}, port: 0, onReady: (address) => console.log(address) });`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exited = once(child, 'exit');
  for await (const address of createInterface({ input: child.stdout })) {
    expect((await fetch(`${address}/ping`)).status).toBe(503);
    child.kill('SIGTERM');
  }
  expect(await exited).toEqual([0, null]);
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example.org', false],
  ['192.168.0.2', false],
])('%s stays on this machine: %j', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
