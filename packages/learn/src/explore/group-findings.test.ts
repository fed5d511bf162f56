import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { groupFindings } from './group-findings.ts';
import type { RankedFinding } from './ranked-finding.ts';

function tailed(column: string, value: number, severity: Finding['severity'] = 'info', apart = 0): RankedFinding {
  return {
    importance: 10 + value,
    finding: { kind: 'shape', subject: column, message: `"${column}" has far values`, value, n: 100, severity },
    family: {
      key: 'heavyTails',
      apart,
      columns: [column],
      part: `"${column}" (${value})`,
      sentence: (count, parts) => `${count} columns have far values: ${parts}`,
    },
  };
}

const names = ['a', 'b, c', 'd', 'e', 'f', 'g', 'h', 'i'];
const messages = (ranked: readonly RankedFinding[]): readonly string[] =>
  groupFindings(ranked).map(({ finding }) => finding.message);

test('what says the same of several columns is one sentence, the largest first, with the number of all', () => {
  const [told, ...others] = groupFindings([tailed('a', 1), tailed('b, c', 3), tailed('d', 2)]);
  expect(others).toEqual([]);
  expect(told?.finding).toMatchObject({
    subject: 'b, c, d, a',
    message: '3 columns have far values: "b, c" (3), "d" (2) and "a" (1) (n = 100)',
    value: 3,
    n: 100,
  });
  expect(told?.importance).toBe(13);
});

test('many are counted, and one more is named', () => {
  const ranked = names.map((name, i) => tailed(name, 9 - i));
  expect(messages(ranked)[0]).toContain('"g" (4) and 2 more (n');
  expect(messages(ranked.slice(0, 7))[0]).toContain('"g" (4) and "h" (3) (n');
});

test('the strongest keep their own sentence, and a rest of one is no group', () => {
  const ranked = names.slice(0, 4).map((name, i) => tailed(name, 9 - i, 'info', 2));
  expect(messages(ranked)).toEqual([
    '"a" has far values',
    '"b, c" has far values',
    '2 columns have far values: "d" (7) and "e" (6) (n = 100)',
  ]);
  expect(groupFindings(ranked.slice(0, 3))).toEqual(ranked.slice(0, 3));
});

test('what a person has to settle stays by itself', () => {
  const ranked = [tailed('a', 3, 'warn'), tailed('d', 2, 'warn')];
  expect(groupFindings(ranked)).toEqual(ranked);
});
