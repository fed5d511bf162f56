import { describe, expect, test } from 'vitest';
import type { DelimitedOptions } from './delimited-input.ts';
import { asText, problemOf, readText } from './reading.cases.ts';

const rowCount = 6000;
const lines = (row: (i: number) => string, count = rowCount): string =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');

/** Kinds of all sorts, quotes, line feeds inside, texts beyond ASCII, and two columns that late rows contradict. */
const mixed = `id,amount,day,seen,tier,note,late,late date,flag,"odd, name"
${lines((i) =>
  [
    i,
    i % 11 === 0 ? '' : (i * 0.25).toFixed(2),
    `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
    `2024-03-05T10:${String(i % 60).padStart(2, '0')}:00Z`,
    ['gold', 'silver', 'bronze'][i % 3],
    i % 7 === 0 ? `"Zoë said ""no""\n${i}"` : `n${i}`,
    i === 5900 ? 'many' : i,
    i === 5500 ? 'soon' : `2023-05-${String(1 + (i % 28)).padStart(2, '0')}`,
    i % 2 === 0 ? 'true' : 'false',
    i % 5 === 0 ? 'NA' : `é${i % 400}`,
  ].join(','),
)}`;

/** What is read by one thread and by two; the second keeps next to nothing in memory. */
async function both(content: string | readonly string[], options: Partial<DelimitedOptions> = {}) {
  const [one, two] = [
    await readText(content, options),
    await readText(content, { ...options, threadFromBytes: 0, memoryBytes: 10_000 }),
  ];
  const said = ({ loaded, columns, rejected, rowCounts, delimiters }: typeof one) => ({
    ...{ loaded, columns, rejected, rowCounts, delimiters },
  });
  return { one: said(one), two: said(two) };
}

describe('two threads', () => {
  test('read what one reads', async () => {
    const { one, two } = await both(mixed);
    expect(new Set(one.columns.map(({ kind }) => kind)).size).toBe(6);
    expect(one.columns.find(({ name }) => name === 'late')?.reason).toContain('line 6,7');
    expect(two).toEqual(one);
  });

  test('leave out the rows of which a stated column misfits', async () => {
    const options: Partial<DelimitedOptions> = {
      columns: { amount: { kind: 'number' }, late: { kind: 'integer' }, ...asText('tier') },
      maxRejected: '1%',
    };
    const { one, two } = await both(mixed, options);
    expect(one.rejected.map(({ column }) => column)).toEqual(['late']);
    expect(two).toEqual(one);
  });

  test('read several inputs, whose columns stand in any order', async () => {
    const second = `tier,id\n${lines((i) => `"t${i % 50}",${i / 4}`)}`;
    const { one, two } = await both([`id,tier\n${lines((i) => `${i},t${i % 70}`)}`, second]);
    expect(one.rowCounts).toEqual([rowCount, rowCount]);
    expect(two).toEqual(one);
  });

  test('read a record that is longer than what is usually handed over', async () => {
    const { one, two } = await both(`a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`);
    expect(two).toEqual(one);
  });

  test('refuse what one refuses', async () => {
    const ragged = `${mixed}1,2\n`;
    const [one, two] = [await problemOf(readText(ragged)), await problemOf(readText(ragged, { threadFromBytes: 0 }))];
    expect(two.toJSON()).toEqual(one.toJSON());
  });
});
