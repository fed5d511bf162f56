import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenCharts } from './golden-charts.cases.ts';

const file = (name: string): string => join(import.meta.dirname, `${name}.svg`);

describe('drawings are as they were looked at (after a change: npm run charts, then look)', () => {
  test.each(Object.entries(goldenCharts))('%s', (name, draw) => {
    expect(`${draw().svg.text}\n`).toBe(readFileSync(file(name), 'utf8'));
  });

  test('and no file is left of a drawing that is gone', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.svg'));
    expect(files.sort()).toEqual(
      Object.keys(goldenCharts)
        .map((name) => `${name}.svg`)
        .sort(),
    );
  });
});
