import { expect, test } from 'vitest';
import { testIo } from '../test-io.cases.ts';
import { lookOf } from './look.ts';
import { printable } from './printable.ts';

const painted = (env: Record<string, string>, options: { isTTY?: boolean; isColorAllowed?: boolean } = {}): string => {
  const { stdout } = testIo({ isTTY: options.isTTY ?? true });
  return lookOf(stdout, env, { isColorAllowed: options.isColorAllowed ?? true }).paint.red('x');
};

test('colours need a terminal that wants them', () => {
  expect(painted({ TERM: 'xterm' })).toBe('\x1b[31mx\x1b[39m');
  expect(painted({ TERM: 'xterm', NO_COLOR: '' })).toBe('\x1b[31mx\x1b[39m');
  expect([
    painted({ NO_COLOR: '1' }),
    painted({ TERM: 'dumb' }),
    painted({}, { isTTY: false }),
    painted({}, { isColorAllowed: false }),
  ]).toEqual(['x', 'x', 'x', 'x']);
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, '✓'],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, '+'],
  [{ LANG: 'POSIX' }, '+'],
  [{ LC_CTYPE: 'de_DE.utf8' }, '✓'],
  [{}, '✓'],
  [{ TERM: 'linux' }, '+'],
])('the locale %o gives the glyph %s', (env, glyph) => {
  expect(lookOf(testIo().stdout, env, { isColorAllowed: true }).glyphs.pass).toBe(glyph);
});

test('a wide terminal is used to 100 columns, a narrow one as it is', () => {
  const widthOf = (columns: number): number =>
    lookOf(testIo({ isTTY: true, columns }).stdout, {}, { isColorAllowed: true }).width;
  expect([widthOf(240), widthOf(80), widthOf(12)]).toEqual([100, 80, 40]);
});

test('control characters from outside never reach the terminal', () => {
  expect(printable({ 'a\u001b': ['x\u001b[2Jy\nz', 1, null, { b: '\u202e' }] })).toEqual({
    'a\\u001b': ['x\\u001b[2Jy z', 1, null, { b: '\\u202e' }],
  });
});
