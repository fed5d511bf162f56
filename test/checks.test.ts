import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileSizes } from '../scripts/file-sizes.ts';
import { generatedDocs, staleDocs } from '../scripts/generate-docs.ts';
import { productFiles, root } from '../scripts/source-files.ts';
import { tallyOf, type VitestReport } from '../scripts/tally-of.ts';

describe('the count of npm test', () => {
  const report: VitestReport = {
    numPassedTests: 2,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] }],
  };

  test('is that of the report where all is well', () => {
    expect(tallyOf(report, 0)).toEqual({ passed: 2, failed: 0, skipped: 2, notes: [] });
  });

  test('counts a failing test once', () => {
    const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(tallyOf({ ...report, numFailedTests: 1, testResults }, 1)).toMatchObject({ failed: 1, notes: [] });
  });

  test.each([
    ['no report', undefined, 1, 'vitest wrote no report (exit 1)'],
    ['no test', { ...report, numPassedTests: 0, testResults: [] }, 0, 'not one test ran'],
    [
      'a file that fails as a whole',
      { ...report, testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }] },
      1,
      'b.test.ts failed outside its tests',
    ],
    ['an error that belongs to no test', report, 1, 'vitest ended with exit code 1 although every test passed'],
  ] as const)('fails on %s', (_, given, exitCode, note) => {
    expect(tallyOf(given, exitCode).notes).toEqual([expect.stringContaining(note)]);
  });
});

describe('the file-size report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tend-sizes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (lines: number): string => {
    const path = join(folder, `${lines}.ts`);
    writeFileSync(path, '// line\n'.repeat(lines));
    return relative(root, path);
  };

  test('gives quantiles by nearest rank and names what is too long', () => {
    const paths = [10, 20, 30, 40, 50, 60, 70, 80, 600, 601].map(fileOf);
    expect(fileSizes(paths)).toEqual({
      files: 10,
      median: 50,
      p90: 600,
      max: 601,
      longest: paths[9],
      tooLong: [`${paths[9]}: 601 lines`],
    });
  });

  test('of no files is an error, not a pass', () => {
    expect(() => fileSizes([])).toThrow('no files');
  });

  test('leaves out tests and conformance suites', () => {
    const files = ['packages/a/src/x.ts', 'packages/a/src/x.test.ts', 'packages/a/src/x.cases.ts', 'scripts/x.ts'];
    expect(productFiles(files)).toEqual(['packages/a/src/x.ts']);
  });
});

test('a generated document that differs from its source is stale', () => {
  const docs = generatedDocs();
  expect(docs.length).toBeGreaterThan(0);
  expect(staleDocs(docs.map((doc) => ({ ...doc, text: `${doc.text} ` })))).toEqual(docs.map(({ path }) => path));
});
