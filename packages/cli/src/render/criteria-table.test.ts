import { expect, test } from 'vitest';
import { asciiLook, plainLook } from '../plain-look.cases.ts';
import { criteria } from '../sample-answers.cases.ts';
import { criteriaTable } from './criteria-table.ts';
import { makeLook } from './look.ts';
import { displayWidth } from './width.ts';

test('failing and unknown come first, each with what it measures and why', () => {
  expect(criteriaTable(plainLook, criteria).join('\n')).toBe(
    `
criterion       value      95% interval     asked                   verdict
recall-large    0.612      0.545 to 0.675   at least 0.700 at 95%   ✗ fails
    recall, where size in ['Large'], n = 214, 61 positive
    short by at least 0.025
calibration     0.940      0.780 to 1.100   0.800 to 1.200 at 95%   ? cannot be shown
    calibration slope, n = 1,848, 206 positive
    1,848 rows cannot show it; about 2,400 rows would settle it
beats-rule      0.077      0.046 to 0.108   at least 0.020 at 95%   ✓ passes
    ROC AUC minus that of the rule, n = 1,848, 206 positive
limit-latency   0.041 ms                    at most 25 ms           ✓ passes
    latency p99
    2,000 single rows, in process`.trimStart(),
  );
});

test('a waiver stands where the criterion stands, ASCII where the locale asks for it', () => {
  const waiver = {
    id: 'w',
    criterion: 'recall-large',
    person: 'mara',
    reason: 'by hand',
    until: '2027-03-01',
    isExpired: false,
  };
  const waived = criteria
    .filter((c) => c.id === 'recall-large')
    .map((c) => ({ ...c, verdict: 'waived' as const, waiver }));
  expect(criteriaTable(asciiLook, waived).join('\n')).toBe(
    `
criterion      value   95% interval     asked                   verdict
recall-large   0.612   0.545 to 0.675   at least 0.700 at 95%   ! waived
    recall, where size in ['Large'], n = 214, 61 positive
    short by at least 0.025
    waived by mara until 2027-03-01: by hand`.trimStart(),
  );
});

test('on a narrow terminal "asked" wraps and nothing is lost', () => {
  const look = makeLook({ width: 60, isColor: false, isUnicode: true });
  const lines = criteriaTable(look, criteria.slice(0, 1));
  expect(lines.every((line) => displayWidth(line) <= 60)).toBe(true);
  expect(lines.join('\n')).toBe(
    `
criterion   value  95% interval    asked            verdict
beats-rule  0.077  0.046 to 0.108  at least 0.020   ✓ passes
                                   at 95%
    ROC AUC minus that of the rule, n = 1,848, 206 positive`.trimStart(),
  );
});

test('a charter without criteria says so', () => {
  expect(criteriaTable(plainLook, [])).toEqual(['the charter asks for nothing yet: it has no criteria']);
});
