import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { renderRun } from './run-answer.ts';

const render = (answer: Parameters<typeof renderRun>[0]): string => renderRun(answer, plainLook).join('\n');
/** What stands below the criteria, which have a test of their own. */
const end = (text: string): string => text.slice(text.lastIndexOf('\n\n') + 2);

test('a run that passes', () => {
  expect(render(answers.run)).toBe(`
criterion       value      95% interval     asked                   verdict
beats-rule      0.077      0.046 to 0.108   at least 0.020 at 95%   ✓ passes
    ROC AUC minus that of the rule, n = 1,848, 206 positive
limit-latency   0.041 ms                    at most 25 ms           ✓ passes
    latency p99
    2,000 single rows, in process

✓ iteration 1 is done: all 2 criteria pass
  version    strikes@v2, 3f2a1b7c9d0e, boosted trees
  card       .tend/cards/strikes-v2.md
  next       npx --no-install tend deploy v2`);
});

test('a run that is refused names the criterion, what it got and what was asked', () => {
  expect(end(render(answers.evaluate))).toBe(
    `
✗ not promoted: recall-large is 0.612 (0.545 to 0.675), asked at least 0.700 at 95%, and 1 more does not pass
  version    strikes@v2, 3f2a1b7c9d0e, boosted trees
  next       npx --no-install tend status`.trimStart(),
  );
});

test('a criterion that cannot be shown refuses in other words than one that fails', () => {
  const criteria = answers.evaluate.criteria.filter((c) => c.verdict === 'unknown');
  expect(end(render({ ...answers.evaluate, criteria }))).toMatch(
    /^✗ not promoted: calibration cannot be shown: 0\.940 \(0\.780 to 1\.100\), asked 0\.800 to 1\.200 at 95%\n/,
  );
});

test('a run that stops before any criterion names the stage', () => {
  const refused = {
    ...answers.run.stages[1]!,
    state: 'refused' as const,
    summary: 'the contract is broken: 3 speeds above 400',
  };
  expect(
    render({
      ...answers.run,
      state: 'refused',
      criteria: [],
      version: null,
      stages: [refused],
      cardPath: null,
      next: '',
    }),
  ).toBe('✗ refused at data: the contract is broken: 3 speeds above 400');
});

test('a run that waits says for what', () => {
  expect(end(render({ ...answers.run, state: 'waiting', next: 'npx --no-install tend approve v2 --as NAME' }))).toBe(
    `
◦ iteration 1 waits for a person: all 2 criteria pass; v2 waits for one approval
  version    strikes@v2, 3f2a1b7c9d0e, boosted trees
  card       .tend/cards/strikes-v2.md
  next       npx --no-install tend approve v2 --as NAME`.trimStart(),
  );
  expect(end(render({ ...answers.run, state: 'waiting', blanks: ['decision.costs.missed', 'objective.owner'] }))).toBe(
    `
◦ iteration 1 waits for a person: 2 blanks in tend.yaml to fill
  version    strikes@v2, 3f2a1b7c9d0e, boosted trees
  blanks     decision.costs.missed, objective.owner
  card       .tend/cards/strikes-v2.md
  next       npx --no-install tend deploy v2`.trimStart(),
  );
});

test('a run that is done with blanks and unknowns claims no success', () => {
  const unknown = answers.evaluate.criteria.filter((c) => c.verdict === 'unknown');
  const next =
    'fill in decision.costs.missed, objective.owner and objective.text in tend.yaml, then: npx --no-install tend run';
  const text = render({
    ...answers.run,
    criteria: unknown,
    verdict: 'unknown',
    blanks: ['decision.costs.missed'],
    next,
  });
  expect(end(text)).toBe(
    `
◦ iteration 1 is done: the one criterion cannot be shown; promotion waits for 1 blank in tend.yaml
  version    strikes@v2, 3f2a1b7c9d0e, boosted trees
  blanks     decision.costs.missed
  card       .tend/cards/strikes-v2.md
  next       fill in decision.costs.missed, objective.owner and objective.text in tend.yaml, then:
             npx --no-install tend run`.trimStart(),
  );
});
