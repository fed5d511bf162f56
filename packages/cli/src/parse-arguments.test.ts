import { expect, test } from 'vitest';
import { InputProblem } from './input-problem.ts';
import { nearestName } from './nearest-name.ts';
import { type Grammar, parseArguments } from './parse-arguments.ts';

const grammar: Grammar = {
  name: 'try',
  positionals: [{ value: 'VERSION', text: 'a version' }],
  options: {
    threads: { kind: 'integer', value: 'N', min: 1, max: 64, text: 'threads' },
    threshold: { kind: 'number', value: 'X', text: 'a score' },
    until: { kind: 'date', value: 'DATE', text: 'a day' },
    reason: { kind: 'text', value: 'TEXT', text: 'why' },
    separate: { kind: 'flag', text: 'separate' },
  },
};

const refusal = (argv: readonly string[], of: Grammar = grammar): unknown => {
  try {
    parseArguments(argv, of);
  } catch (error) {
    if (error instanceof InputProblem) return { code: error.code, ...error.detail, next: undefined };
    throw error;
  }
  return 'accepted';
};

test('values have their types, wherever they stand', () => {
  const argv = [
    'v2',
    '--threads=2',
    '--threshold',
    '-.5e-3',
    '--until',
    '2028-02-29',
    '--separate',
    '-q',
    '--reason',
    '-1 of 2',
  ];
  expect(parseArguments(argv, grammar)).toEqual({
    values: { threads: 2, threshold: -0.0005, until: '2028-02-29', separate: true, quiet: true, reason: '-1 of 2' },
    positionals: ['v2'],
  });
  expect(parseArguments(['--', '--v2'], grammar).positionals).toEqual(['--v2']);
});

test.each([
  [['--thread', '2'], 'tend try has no option --thread', 'perhaps --threads', undefined],
  [['-x'], 'tend try has no option -x', undefined, undefined],
  [['--__proto__'], 'tend try has no option --__proto__', undefined, undefined],
  [['--reason'], '--reason needs a value', '--reason TEXT', 'nothing'],
  [['--reason', '--separate'], '--reason needs a value', '--reason TEXT', 'the option --separate'],
  [['--reason='], '--reason needs a value', '--reason TEXT', 'an empty text'],
  [['--separate=yes'], '--separate takes no value', '--separate', '--separate=yes'],
  [['--threads', '2.5'], '--threads does not fit', 'a whole number from 1 to 64', '2.5'],
  [['--threads', '0'], '--threads does not fit', 'a whole number from 1 to 64', '0'],
  [['--threads', '0x10'], '--threads does not fit', 'a whole number from 1 to 64', '0x10'],
  [['--threshold', 'high'], '--threshold does not fit', 'a number', 'high'],
  [['--until', '2027-02-30'], '--until does not fit', 'a date such as 2026-12-31', '2027-02-30'],
  [['v1', 'v2'], 'tend try does not take "v2"', 'VERSION', 'v1 v2'],
])('%j is refused: %s', (argv, message, expected, came) => {
  expect(refusal(argv)).toEqual({
    code: 'TND-1003',
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(came === undefined ? {} : { came }),
    next: undefined,
  });
});

test('what is required is asked for, unless help is', () => {
  const strict: Grammar = {
    name: 'try',
    positionals: [{ value: 'ID', text: 'an id', isRequired: true }],
    options: { data: { kind: 'text', value: 'FILE', text: 'a file', isRequired: true } },
  };
  expect(refusal(['--data', 'x'], strict)).toMatchObject({ message: 'tend try needs ID', expected: 'an id' });
  expect(refusal(['p1'], strict)).toMatchObject({ message: 'tend try needs --data FILE', expected: 'a file' });
  expect(refusal(['-h'], strict)).toBe('accepted');
});

test('the nearest name is suggested only where it is near', () => {
  const names = ['run', 'status', 'reproduce', 'rollback'];
  expect(['rnu', 'stauts', 'reproduse', 'STATUS', 'x', 'deploy', ''].map((typed) => nearestName(typed, names))).toEqual(
    ['run', 'status', 'reproduce', 'status', undefined, undefined, undefined],
  );
});
