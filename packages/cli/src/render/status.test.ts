import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { approval } from '../sample-answers.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { approvalText } from './sentences.ts';
import { renderStatus } from './status.ts';

test('the verdict first, what comes next last', () => {
  expect(renderStatus(answers.status, plainLook).join('\n')).toBe(
    `
strikes: v2 serves, 1 alarm is open
  objective  inspect damaged aircraft first
  charter    9c1e07b4ab12
  blanks     decision.costs.missed
  iteration  2, waiting: speeds are in km/h since 2001
  serving    strikes@v2, since 2026-11-20 10:05:00 UTC, by mara; 4,812 predictions

stages
✓ problem   inspect damaged aircraft first: the rule saves 61 USD a strike over doing          0.0 s
            nothing
✓ data      strikes.csv: 10,000 rows, 14 columns, contract met                                reused
◦ govern    v2 waits for one approval                                                          0.1 s

versions
  version              digest         criteria   made                             approvals
  strikes@v2, serves   3f2a1b7c9d0e   ✓ passes   boosted trees, ana, 2026-11-20   mara (claimed)

open alarms
  · drift, Speed IAS in knots (2001-01-01 to 2001-04-01): values are 1.85 times what is normal: km/h
    instead of knots?

waivers
  · recall-large, by mara, until 2027-03-01: large birds are inspected by hand

open findings
  · 1 blocks, 2 warnings: npx --no-install tend findings

  audit      41 entries
  next       npx --no-install tend run --trigger al1`.trimStart(),
  );
});

test('a new project has little to say and still says what comes next', () => {
  const fresh = {
    ...answers.status,
    charter: null,
    blanks: [],
    iteration: null,
    serving: null,
    stages: [],
    versions: [],
    alarms: [],
    waivers: [],
    findings: { block: 0, warn: 0, info: 0 },
  };
  expect(
    renderStatus(
      { ...fresh, verdict: 'nothing has run yet', auditSize: 1, next: 'npx --no-install tend run' },
      plainLook,
    ).join('\n'),
  ).toBe(
    `
strikes: nothing has run yet
  objective  inspect damaged aircraft first
  iteration  none yet
  serving    nothing yet

  audit      1 entry
  next       npx --no-install tend run`.trimStart(),
  );
});

test('an approval says what is doubtful about it', () => {
  expect(approvalText({ ...approval, isSeparate: false, voided: 'the data changed' })).toBe(
    'mara (claimed), duties not separated, void: the data changed',
  );
  expect(approvalText({ ...approval, knownBy: 'token', decision: 'reject' })).toBe('rejected by mara');
});
