import { Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { makeLook } from './look.ts';
import { renderProblem } from './problem.ts';
import { displayWidth } from './width.ts';

test('sentence, place with a caret, expected, came, next', () => {
  const problem = new Problem('TND-1001', {
    message: 'criteria[0].atLeast must be a number',
    place: { file: 'tend.yaml', line: 18, column: 12, text: '  atLeast: "lots"' },
    expected: 'a number, or "?" where nobody knows yet',
    came: 'the text "lots"',
    next: ['write a number, e.g. 0.02', 'npx --no-install tend help TND-1001'],
  });
  expect(renderProblem(plainLook, problem.toJSON(), problem.category).join('\n')).toBe(
    `
error[TND-1001]: criteria[0].atLeast must be a number
  at         tend.yaml:18:12
       18 │   atLeast: "lots"
          │            ^
  expected   a number, or "?" where nobody knows yet
  came       the text "lots"
  next       write a number, e.g. 0.02
             npx --no-install tend help TND-1001
  nothing was changed`.trimStart(),
  );
});

test('a refusal does not claim that nothing was changed, and a long sentence wraps', () => {
  const message =
    'the gate refuses strikes@v2: recall-large is 0.612 (0.545 to 0.675), asked at least 0.700, on 214 rows';
  const problem = new Problem('TND-3101', { message });
  expect(renderProblem(plainLook, problem.toJSON(), problem.category)).toEqual([
    'error[TND-3101]: the gate refuses strikes@v2: recall-large is 0.612 (0.545 to 0.675), asked at least',
    '  0.700, on 214 rows',
  ]);
});

test('a long source line is shown around its fault, the caret below it', () => {
  const text = `${'a,'.repeat(200)}"x`;
  const place = { file: 'churn.csv', line: 18204, column: 401, text };
  const problem = new Problem('TND-1201', { message: 'an unclosed quote', place });
  const lines = renderProblem(makeLook({ width: 60, isColor: false, isUnicode: true }), problem.toJSON(), 'refused');
  const [, , source = '', caret = ''] = lines;
  expect(displayWidth(source)).toBeLessThanOrEqual(60);
  expect(source.slice(0, 11)).toBe('    18204 │');
  expect([...source][[...caret].indexOf('^')]).toBe('"');
});
