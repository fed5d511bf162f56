import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { renderRejected, renderSnapshots, renderTaking } from './snapshots.ts';

test('a taking says what was read and why so, and what fails', () => {
  expect(renderTaking(answers.takeData, plainLook).join('\n')).toMatchInlineSnapshot(`
    "◦ strikes.csv: 10,000 rows, 14 columns
      snapshot   5a5b5c5d5e5f
      checks     1 of 31 fail
      set aside  2 rows
      faults     6
      findings   2 open findings

    columns
      column          read as   because
      Record ID       integer   all 10,000 values are whole numbers
      Wildlife Size   text      3 different values

    failing
      column      check                               asked            observed
      Record ID   expect_column_values_to_be_unique   no value twice   24 repeated

      next       npx --no-install tend findings --stage data"
  `);
});

test('a taking that was there before says since when', () => {
  const [first] = renderTaking({ ...answers.takeData, isNew: false }, plainLook);
  expect(first).toContain('the same as taken 2026-11-20 09:14:22 UTC');
});

test('the list of takings', () => {
  expect(renderSnapshots(answers.snapshots, plainLook).join('\n')).toMatchInlineSnapshot(`
    "snapshot       taken (UTC)          rows   set aside   checks         source
    5a5b5c5d5e5f   2026-11-20 09:14   10,000           2   1 of 31 fail   strikes.csv
    4a0000000000   2026-11-20 09:14    9,200           0   31 met         strikes.csv (rows withdrawn)"
  `);
  expect(renderSnapshots({ snapshots: [], total: 0 }, plainLook).join('')).toContain('no data was taken yet');
});

test('rows that were set aside, with their places', () => {
  expect(renderRejected(answers.rejectedRows, plainLook).join('\n')).toMatchInlineSnapshot(`
    "◦ 2 rows of 10,002 set aside
      snapshot   5a5b5c5d5e5f
      place            column   expected    came        row
      strikes.csv:17            14 fields   13 fields   1996,LAX,Gull
      strikes.csv:99   Speed    a number    "fast"      1997,SFO,fast"
  `);
  const none = { taking: { ...answers.rejectedRows.taking, rejected: 0 }, rows: [] };
  expect(renderRejected(none, plainLook)[0]).toContain('none of 10,000 rows was set aside');
  const [row] = answers.rejectedRows.rows;
  const many = {
    ...answers.rejectedRows,
    rows: Array.from({ length: 60 }, () => row).filter((one) => one !== undefined),
  };
  expect(renderRejected(many, plainLook).at(-1)).toContain('and 10 more');
});
