import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { finding } from '../sample-answers.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { renderFindingDecision, renderFindings } from './findings.ts';

test('a list says first what blocks', () => {
  const remark = { ...finding, id: 'b2c3d4e5f6a7b8c9', severity: 'info', state: 'resolved', reason: 'gone' } as const;
  const answer = { ...answers.findings, findings: [finding, remark], history: [] };
  expect(renderFindings(answer, plainLook, false).join('\n')).toBe(
    `
✗ 3 open findings, 1 blocks
  finding    weight   stage   what                                             since        state
  84c0e1b3   block    data    24 of 10,000 values of "Record ID" stand twice   2026-11-19   open
  b2c3d4e5   info     data    24 of 10,000 values of "Record ID" stand twice   2026-11-19   resolved`.trimStart(),
  );
  const none = { open: { block: 0, warn: 0, info: 2 }, findings: [], history: [] };
  expect(renderFindings(none, plainLook, false)).toEqual(['✓ nothing is open']);
});

test('one finding with its history', () => {
  expect(renderFindings(answers.findings, plainLook, true).join('\n')).toBe(
    `
✗ open: 24 of 10,000 values of "Record ID" stand twice
  finding    84c0e1b323e463c2
  weight     block, expect_column_values_to_be_unique, Record ID (data)
  failing    24 of 10,000 (0.2%)
  seen       2026-11-19 08:00:00 UTC to 2026-11-20 09:14:22 UTC, opened again 1 time
  shown by   ab0000000000

history
  when                      what             failing               why                  record
  2026-11-19 08:00:00 UTC   seen first       24 of 10,000 (0.2%)
  2026-11-20 10:00:00 UTC   waived by mara   24 of 10,000 (0.2%)   two birds, one       ab0000000000
                                                                   report`.trimStart(),
  );
});

test('a decision shows who, why and until when', () => {
  const lines = renderFindingDecision(answers.waiveFinding, plainLook);
  expect(lines[0]).toContain('waived: 24 of 10,000');
  for (const line of [
    '  by         mara',
    '  reason     two birds, one report',
    '  until      2027-03-01',
    '  next       npx --no-install tend run',
  ])
    expect(lines).toContain(line);
});
