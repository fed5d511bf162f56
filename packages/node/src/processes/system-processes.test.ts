import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { systemProcesses } from './system-processes.ts';

/** A running process that prints its own name, and the way to end it. */
async function otherProcess(): Promise<{ name: string; end(): Promise<void> }> {
  const module = new URL('./system-processes.ts', import.meta.url).href;
  const source = `import { systemProcesses } from '${module}'; console.log(systemProcesses.self); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const name = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  );
  const end = () =>
    new Promise<void>((resolve) => {
      child.on('close', () => resolve());
      child.kill('SIGKILL');
    });
  return { name, end };
}

test('this process lives', () => {
  expect(systemProcesses.isAlive(systemProcesses.self)).toBe(true);
});

test.runIf(process.platform === 'linux')('another process lives until it is killed', { timeout: 30_000 }, async () => {
  const other = await otherProcess();
  expect(other.name).not.toBe(systemProcesses.self);
  expect(systemProcesses.isAlive(other.name)).toBe(true);
  await other.end();
  expect(systemProcesses.isAlive(other.name)).toBe(false);
});

test('a name tells an earlier boot, an earlier process of the same number, and another machine', () => {
  const [host, namespace, boot, pid, start] = systemProcesses.self.split('|');
  const isAlive = (...parts: (string | undefined)[]) => systemProcesses.isAlive(parts.join('|'));
  expect(isAlive(host, namespace, boot, pid, start)).toBe(true);
  expect(isAlive(host, namespace, 'earlier', pid, start)).toBe(false);
  expect(isAlive('elsewhere', namespace, boot, pid, start)).toBeUndefined();
  expect(isAlive(host, 'pid:[1]', boot, pid, start)).toBeUndefined();
  expect(systemProcesses.isAlive('something else')).toBeUndefined();
  if (process.platform === 'linux') expect(isAlive(host, namespace, boot, pid, '1')).toBe(false);
});
