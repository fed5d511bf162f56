import { expect, test } from 'vitest';
import { asciiLook, plainLook } from '../plain-look.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { renderWhy } from './why.ts';

const render = (answer: Parameters<typeof renderWhy>[0], look = plainLook): string =>
  renderWhy(answer, look).join('\n');

test('the number, its reasons that add up, and the chain of people and digests behind it', () => {
  expect(render(answers.why)).toBe(
    `
7be2-0-17: 0.310, inspect
  because    0.310 is at or above the threshold 0.118
  answered   2026-11-20 10:06:01 UTC
  outcome    yes, known since 2000-04-03 00:00:00 UTC: the answer was right

why this number
  starts from                   -2.310   log-odds before looking at this row
  Wildlife Size: Large          +1.240   ████████████████████████
  Phase of flight: Climb        +0.490   █████████▌
  Speed IAS in knots: missing   -0.220   ████▎ lowers
  sum                           -0.800   matches the model: probability 0.310

where it comes from
  what         digest         which                                who              when, UTC
  prediction   7be2aa000000   segment 0, row 17                                     2026-11-20 10:06
  deployment   d1d2d3000000   strikes@v2 serves                    mara (claimed)   2026-11-20 10:05
  approval     a0a1a2000000   approved: beats the rule on every    mara             2026-11-20 10:02
                              slice of the charter
  charter      9c1e07b4ab12   inspect damaged aircraft first       ana (claimed)    2026-11-20 09:10

  next       npx --no-install tend audit verify
             npx --no-install tend why 7be2-0-17 --json`.trimStart(),
  );
});

test('contributions that do not add up are said not to', () => {
  const explanation = { base: -2, margin: 1, items: [{ source: 'age', value: 71, contribution: 0.5 }] };
  expect(render({ ...answers.why, explanation })).toContain('sum           -1.500   DOES NOT match the model: +1.000');
});

test('small contributions are folded into one line, and their sum is kept', () => {
  const items = Array.from({ length: 12 }, (_, i) => ({ source: `c${i}`, value: i, contribution: 1 / 2 ** i }));
  const margin = items.reduce((sum, item) => sum + item.contribution, 0);
  const text = render({ ...answers.why, explanation: { base: 0, margin, items } }, asciiLook);
  expect(text).toContain('  c7: 7         +0.008   #\n  4 others      +0.007   #\n  sum           +2.000   matches');
});

test('a model that Tend never ran has a chain and no reasons', () => {
  const text = render({ ...answers.why, explanation: null, outcome: null });
  expect(text).toContain('Tend never ran this model');
  expect(text).toContain('outcome    not known yet');
});
