import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '@tend/node';
import { afterAll, expect, test } from 'vitest';
import { dataset } from './datasets.ts';

const base = mkdtempSync(join(tmpdir(), 'tend-init-'));
const home = process.env.TEND_HOME;
process.env.TEND_HOME = join(base, 'home');
afterAll(() => {
  if (home === undefined) delete process.env.TEND_HOME;
  else process.env.TEND_HOME = home;
  rmSync(base, { recursive: true, force: true });
});

/** What each set spells in a way of its own, as the charter that is proposed for it must say. */
const sets = [
  { file: 'telco_churn.csv', target: 'Churn', name: 'telco-churn', column: 'TotalCharges', type: 'number' },
  { file: 'bird_strikes.csv.gz', target: 'effect', name: 'bird-strikes', column: 'date', type: 'date' },
  {
    file: 'dry_bean_european_format.csv',
    target: 'Class',
    name: 'dry-bean-european-format',
    column: 'Perimeter',
    type: 'number',
  },
];

for (const { file, target, name, column, type } of sets) {
  const { path, skip } = dataset(file);
  test(`the charter proposed for ${file} reads it`, async (context) => {
    if (skip !== undefined) context.skip(skip);
    const folder = join(base, name);
    mkdirSync(folder);
    copyFileSync(path, join(folder, file));
    const project = await openProject(folder, { actor: { name: 'mara', knownBy: 'claimed' } });
    try {
      const proposed = await project.init({ data: file, target });
      expect(proposed.name).toBe(name);
      expect(readFileSync(join(folder, 'tend.yaml'), 'utf8')).toContain(`${column}: {type: "${type}"`);
      const { taking, columns } = await project.takeData({});
      expect(taking.rows).toBe(proposed.rows);
      expect(columns.find((read) => read.name === column)?.kind).toBe(type);
      // Other columns may fail: their terms are those of the rows whose outcome is known.
      expect(taking.failing.filter((check) => check.column === target)).toEqual([]);
    } finally {
      await project.close();
    }
  });
}
