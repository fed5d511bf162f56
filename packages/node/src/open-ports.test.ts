import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '@tend/lifecycle';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../test/postgres.ts';
import { refusal } from '../../../test/refusal.ts';
import { openPorts } from './open-ports.ts';
import { requireProject } from './require-project.ts';

let base = '';
let postgres: TestPostgres | undefined;
const opened: Ports[] = [];
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tend-ports-'));
  postgres = await startPostgres();
}, 60_000);
afterEach(async () => {
  for (const { store, predictions, trainer } of opened.splice(0)) {
    await Promise.all([store.close(), predictions.close(), trainer.close()]);
  }
});
afterAll(async () => {
  rmSync(base, { recursive: true, force: true });
  await postgres?.stop();
});

const folder = (): string => mkdtempSync(join(base, 'project-'));

async function open(options: { folder: string; thread?: boolean; databaseUrl?: string }): Promise<Ports> {
  const ports = await openPorts({ ...options, trainerThreads: 1 });
  opened.push(ports);
  return ports;
}

const lease = { thing: 'a', holder: 'h', token: 1, expiresAt: 0 };

test('a folder becomes a workspace that git does not see, and opens again as the same project', async () => {
  const project = folder();
  const ports = await open({ folder: project });
  await ports.store.write((t) => t.from('lease').insert(lease));
  await ports.blobs.put(ports.utf8.encode('abc'));
  expect(readFileSync(join(project, '.tend', '.gitignore'), 'utf8')).toBe('*\n');
  expect(readdirSync(project)).toEqual(['.tend']);
  expect(readdirSync(join(project, '.tend'))).toEqual(expect.arrayContaining(['blobs', 'project', 'tend.db']));
  const again = await open({ folder: project, thread: true });
  expect(await again.store.read((r) => r.from('lease').find({}))).toEqual([lease]);
  expect(ports.store.dialect).toBe('sqlite');
});

test('a folder gets its workspace when something first needs it, even one that is missing', async () => {
  const project = join(folder(), 'not', 'there');
  const ports = await open({ folder: project });
  expect(await ports.files.read('tend.yaml')).toBeUndefined();
  expect(existsSync(project)).toBe(false);
  await ports.files.write('tend.yaml', ports.utf8.encode('a: 1'));
  expect(readdirSync(project)).toEqual(['tend.yaml']);
  expect(await ports.store.read((r) => r.from('lease').count({}))).toBe(0);
  expect(readdirSync(project)).toEqual(['.tend', 'tend.yaml']);
});

test('several openings of a new folder at once agree on one project', async () => {
  const project = folder();
  const all = await Promise.all(Array.from({ length: 6 }, () => open({ folder: project })));
  await all[0]!.store.write((t) => t.from('lease').insert(lease));
  for (const ports of all) expect(await ports.store.read((r) => r.from('lease').count({}))).toBe(1);
});

test('two folders are two projects of one PostgreSQL database', async ({ skip }) => {
  if (!postgres) return skip();
  const databaseUrl = await postgres.createDatabase();
  const [one, two] = [folder(), folder()];
  const first = await open({ folder: one, databaseUrl });
  const second = await open({ folder: two, databaseUrl });
  await first.store.write((t) => t.from('lease').insert(lease));
  expect(await second.store.read((r) => r.from('lease').count({}))).toBe(0);
  const again = await open({ folder: one, databaseUrl });
  expect(await again.store.read((r) => r.from('lease').count({}))).toBe(1);
  expect(again.store.dialect).toBe('postgres');
});

test('a damaged project id is TND-4007, not a new project', async () => {
  const project = folder();
  const ports = await open({ folder: project });
  await ports.blobs.has('');
  writeFileSync(join(project, '.tend', 'project'), 'zzz');
  expect(await refusal(open({ folder: project }))).toMatchObject({ code: 'TND-4007' });
});

test('a folder without a charter is TND-1002 and says how to begin', () => {
  const project = folder();
  expect(() => requireProject(project)).toThrow(expect.objectContaining({ code: 'TND-1002' }));
  writeFileSync(join(project, 'tend.yaml'), '');
  expect(() => requireProject(project)).not.toThrow();
});
