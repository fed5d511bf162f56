import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderState } from './folder-state.ts';
import { limitedFiles, mountedDisk, readOnlyCopy } from './small-disk.ts';
import { tend } from './tend-command.ts';
import { requestOf, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
const rows = JSON.stringify(tinyRows({ firstDay: 366, count: 300 }).map(requestOf));

/** Approved and not yet deployed. */
const approved = base.make({ approvals: '{required: 1, separate: false}' });
const project = await base.as('mara', approved);
await project.run({ threads: 1 });
await project.approve({ version: 'v1' });
await base.closeProjects();
writeFileSync(join(approved, 'rows.json'), rows);

const disk = mountedDisk(base.path) ?? limitedFiles(base.path);
const disks = disk === undefined ? [] : [disk];
console.log(`the full disk is ${disk?.how ?? 'not to be had here: neither mount nor prlimit works'}`);
afterAll(async () => {
  for (const disk of disks) disk.remove();
  await base.close();
});

test('a full disk can be tried on this machine', () => {
  expect(disks.length).toBeGreaterThan(0);
});

describe.each(disks)('on $how', (disk) => {
  const folder = disk.hold(approved);
  const command = (...words: readonly string[]) => tend(folder, [...words, '--json'], { under: disk.under() });

  /** A command that finds no room, what can be read meanwhile, and the same command once there is room again. */
  async function expectRefusalAndRecovery(words: readonly string[], freeKb: number, exitCode: number): Promise<void> {
    const before = folderState(folder);
    disk.fill(freeKb);
    try {
      const refused = await command(...words);
      expect(refused.problem).toMatchObject({ code: 'TND-4002', next: [expect.stringMatching(/free/)] });
      expect(refused.exitCode).toBe(2);
      expect(folderState(folder)).toMatchObject(before);
      expect(await command('status')).toMatchObject({ exitCode: 0 });
      expect(await command('audit', 'verify')).toMatchObject({ exitCode: 0 });
    } finally {
      disk.empty();
    }
    expect(await command(...words)).toMatchObject({ exitCode });
    expect(await command('audit', 'verify')).toMatchObject({ exitCode: 0 });
  }

  test('deploy', () => expectRefusalAndRecovery(['deploy', 'v1'], 36, 0));

  test('predict', () => expectRefusalAndRecovery(['predict', '--rows', 'rows.json'], 36, 0));

  test('run', async () => {
    const path = join(folder, 'tend.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('2024-02-20', '2024-02-25'));
    await expectRefusalAndRecovery(['run', '--threads', '1'], 36, 4);
  });

  test('run, with room for some stages: they are kept, and it goes on from there', async () => {
    const path = join(folder, 'tend.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('2024-02-25', '2024-02-15'));
    disk.fill(250);
    try {
      const { problem, exitCode } = await command('run', '--threads', '1');
      expect(problem).toMatchObject({ code: 'TND-4002' });
      expect(exitCode).toBe(2);
      expect(await command('audit', 'verify')).toMatchObject({ exitCode: 0 });
    } finally {
      disk.empty();
    }
    const { exitCode, lines } = await command('run', '--threads', '1');
    expect(exitCode).toBe(4);
    const states = lines.filter(({ event }) => event === 'stageDone').map(({ state }) => state);
    expect(states[0]).toBe('reused');
    expect(states).toContain('done');
  });
});

test('a read-only folder: nothing can be written, and the message says so', async ({ skip }) => {
  const isRoot = process.getuid?.() === 0;
  const mounted = isRoot ? readOnlyCopy(base.path, approved) : undefined;
  if (isRoot && mounted === undefined) return skip('root writes everywhere, and may not mount here');
  const folder = mounted?.folder ?? base.copy(approved);
  if (mounted === undefined) for (const place of foldersIn(folder)) chmodSync(place, 0o555);
  try {
    for (const words of [['run'], ['deploy', 'v1']]) {
      const { problem, exitCode } = await tend(folder, [...words, '--json']);
      expect(problem).toMatchObject({ code: 'TND-1004', next: [expect.stringMatching(/./)] });
      expect(exitCode).toBe(2);
    }
  } finally {
    mounted?.remove();
    if (mounted === undefined) for (const place of foldersIn(folder)) chmodSync(place, 0o755);
  }
});

function foldersIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [
    folder,
    ...inside.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)),
  ];
}
