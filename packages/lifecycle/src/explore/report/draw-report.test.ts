import { compareTables, explore, type FoldedFinding, foldFindings, rankFindings, sketchColumn } from '@tend/learn';
import { numericColumn, schemaOf, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { drawReport } from './draw-report.ts';
import type { ReportData } from './report-data.ts';

const n = 400;
const numbers = Array.from({ length: n }, (_, i) => (i * 7919) % 100);
const table = tableOf([
  numericColumn('size', 'integer', numbers),
  textColumn(
    'kind',
    numbers.map((value) => (value % 3 === 0 ? null : `<b>${value % 5}</b>`)),
  ),
]);
const y = Int8Array.from(numbers, (value) => (value > 60 ? 1 : 0));
const exploration = explore({
  table,
  rows: Int32Array.from(y.keys()),
  target: { type: 'binary', y },
  columns: ['size', 'kind'],
});
const data: ReportData = {
  source: 'sizes.csv',
  population: 'all rows',
  tableRows: n,
  target: { name: 'large', type: 'binary' },
  exploration,
  findings: foldFindings(exploration, rankFindings(exploration)),
  comparison: null,
  provenance: { command: 'npx --no-install tend explore sizes.csv', tend: '0.1.0', code: 'c0de', snapshot: null },
};

test('verdict and findings come first, and nothing of the data is markup', () => {
  const html = drawReport(data);
  const order = ['findings', 'columns', 'relations', 'missing', 'rows', 'population', 'reproduce'];
  const places = order.map((id) => html.indexOf(`<section id="${id}"`));
  expect(places.every((place, i) => place > (places[i - 1] ?? 0))).toBe(true);
  expect(html.includes('<b>1</b>')).toBe(false);
  expect(html.includes('&lt;b&gt;1&lt;/b&gt;')).toBe(true);
  expect(drawReport(data)).toBe(html);
  // No line ends within the number of rows.
  expect(html).toContain('(n\u00a0=\u00a0400)');
  expect(html.slice(html.indexOf('<section id="findings"'), html.indexOf('<section id="columns"'))).not.toContain(
    'n = ',
  );
});

/** As many of these as there are names. */
function many<Item extends { readonly column: string }>(
  names: readonly string[],
  items: readonly Item[],
): readonly Item[] {
  return names.flatMap((column, i) => {
    const item = items[i % items.length];
    return item === undefined ? [] : [{ ...item, column }];
  });
}

test('2,000 columns with long names and 3,000 findings stay under a megabyte, and what is cut is counted', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `a long name of the column with the number ${i}`);
  const finding = data.findings[0] as FoldedFinding;
  const wide: ReportData = {
    ...data,
    findings: Array.from({ length: 3000 }, () => finding),
    exploration: {
      ...exploration,
      profiles: many(names, exploration.profiles),
      together: { ...exploration.together, columns: many(names, exploration.together.columns) },
      missingness: { ...exploration.missingness, columns: many(names, exploration.missingness.columns) },
    },
  };
  const html = drawReport(wide);
  expect(html.length).toBeLessThan(1_000_000);
  expect(html).toMatch(/[\d,]+ of 2,000 columns are shown here/);
  expect(html).toMatch(/[\d,]+ of 3,000 findings are shown here/);
});

test('with times, missing values over time and another table everything has less room, and the page is no larger', () => {
  const days = Array.from({ length: n }, (_, i) => 18_000 + i);
  const names = Array.from({ length: 24 }, (_, i) => `a long name of the column with the number ${i}`);
  const dated = tableOf([
    numericColumn('day', 'date', days),
    ...names.map((name, at) =>
      numericColumn(
        name,
        'number',
        numbers.map((value, i) => ((i * (at + 3)) % 7 === 0 ? Number.NaN : Math.sin(value * (at + 1)) + i / 100)),
      ),
    ),
  ]);
  const columns = dated.columns.map(({ name }) => name);
  const rows = Int32Array.from(y.keys());
  const [early, late] = [rows.slice(0, 200), rows.slice(200)];
  const found = explore({ table: dated, rows: late, target: { type: 'binary', y }, columns, timeColumn: 'day' });
  const side = (taken: Int32Array) => ({
    schema: schemaOf(dated),
    rowCount: taken.length,
    sketches: dated.columns.map((column) => sketchColumn(column, taken)),
  });
  const compared = compareTables(side(early), { ...side(late), profiles: found.profiles });
  const all = Array.from({ length: 500 }, (_, i) => `column ${i}`);
  const shifted = compared.columns.filter(({ isShift }) => isShift);
  const html = drawReport({
    ...data,
    findings: Array.from({ length: 3000 }, () => data.findings[0] as FoldedFinding),
    exploration: {
      ...found,
      profiles: [...found.profiles, ...many(all, found.profiles)],
      together: { ...found.together, columns: many(all, found.together.columns) },
    },
    comparison: {
      with: 'before.csv',
      ...compared,
      columns: [...shifted, ...Array.from({ length: 300 }, (_, i) => shifted[i % shifted.length] ?? [])].flat(),
    },
  });
  expect(html.length).toBeGreaterThan(700_000);
  expect(html.length).toBeLessThan(1_000_000);
  for (const id of ['comparison', 'missing', 'time', 'rows']) expect(html).toContain(`<section id="${id}"`);
});
