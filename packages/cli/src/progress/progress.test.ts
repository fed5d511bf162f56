import type { ProgressEvent } from '@tend/lifecycle';
import { expect, test } from 'vitest';
import { makeEdge } from '../edge.ts';
import { type TestIo, type TestIoOptions, testIo } from '../test-io.cases.ts';
import { chooseProgress } from './choose-progress.ts';

const done: ProgressEvent = {
  event: 'stageDone',
  stage: 'data',
  state: 'done',
  summary: 'strikes.csv: 10,000 rows',
  details: ['28% of the speeds are missing'],
  durationMs: 412,
};
const started: ProgressEvent = { event: 'stageStarted', stage: 'train' };
const progressed = (count: number, note?: string): ProgressEvent => ({
  event: 'progress',
  stage: 'train',
  done: count,
  total: 24,
  ...(note === undefined ? {} : { note }),
});

function shown(
  options: TestIoOptions,
  argv: readonly string[],
  play: (show: (event: ProgressEvent) => void, io: TestIo) => void,
): string {
  const io = testIo({ ...options, env: { NO_COLOR: '1', ...options.env } });
  const progress = chooseProgress(makeEdge(argv, io));
  play(progress.show, io);
  progress.stop();
  return io.errText();
}

test('a finished stage: glyph, name, sentence, time at column 100, details below', () => {
  const text = shown({}, [], (show) => show(done));
  const [line = '', detail] = text.split('\n');
  expect(line).toBe(`✓ data      strikes.csv: 10,000 rows${' '.repeat(59)}0.4 s`);
  expect(line).toHaveLength(100);
  expect(detail).toBe('            28% of the speeds are missing');
});

test('without a terminal nothing moves, and only a long stage says how far it is', () => {
  const text = shown({}, [], (show, io) => {
    show(started);
    show(progressed(1));
    io.advance(4000);
    show(progressed(6));
    io.advance(2000);
    show(progressed(7, 'boosted trees'));
    io.advance(6000);
    show(progressed(8));
    show(progressed(10));
    show({ event: 'checkpoint', size: 41, rootHash: '9c1e07b4ab12ff' });
  });
  expect(text).toBe(
    [
      '· train     7 of 24, boosted trees',
      '· train     10 of 24',
      '· audit     41 entries signed, root 9c1e07b4ab12',
      '',
    ].join('\n'),
  );
});

test('on a terminal only the last line moves, ten times a second at most, and nothing clears the screen', () => {
  const text = shown({ isTTY: true, columns: 80 }, [], (show, io) => {
    show(done);
    show(started);
    io.advance(200);
    show(progressed(0, 'boosted trees'));
    io.advance(1000);
    for (let count = 1; count <= 12; count++) show(progressed(count, 'boosted trees'));
    io.advance(3100);
    show({ ...done, stage: 'train', summary: '24 of 24 trials', details: [] });
  });
  const frames = text.split('\r\u001b[2K');
  expect(frames.length).toBeLessThanOrEqual(4 + 43);
  expect(frames[0]).toMatch(/^✓ data .*0\.4 s\n.*missing\n$/);
  expect(frames).toContain(`⠋ train${' '.repeat(65)}0.0 s`);
  expect(frames.some((frame) => frame.includes('██████████··········  12 of 24, about 4 s left, boosted'))).toBe(true);
  for (const frame of frames.slice(1, -1)) expect(frame.length).toBeLessThanOrEqual(77);
  expect(frames.at(-1)).toMatch(/^✓ train {5}24 of 24 trials +0\.4 s\n$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text.replaceAll('\u001b[2K', '')).not.toMatch(/\u001b/);
});

test.each<readonly [string, TestIoOptions, readonly string[], number]>([
  ['--quiet', { isTTY: true }, ['--quiet'], 0],
  ['-q', {}, ['-q'], 0],
  ['--json', { isTTY: true }, ['--json'], 0],
  ['TEND_NO_PROGRESS', { isTTY: true, env: { TEND_NO_PROGRESS: '1' } }, [], 1],
  ['TERM=dumb', { isTTY: true, env: { TERM: 'dumb' } }, [], 2],
])('%s: no line moves', (_name, options, argv, lines) => {
  const text = shown(options, argv, (show, io) => {
    show(started);
    io.advance(6000);
    show(progressed(12));
    show({ ...done, details: [] });
  });
  expect(text.split('\n').length - 1).toBe(lines);
  expect(text).not.toContain('\r');
});

test('before the first event it says what it waits for, on a terminal only', () => {
  const opening = (isTTY: boolean): string => {
    const io = testIo({ isTTY, env: { NO_COLOR: '1' } });
    const progress = chooseProgress(makeEdge([], io));
    progress.wait('opening');
    progress.stop();
    return io.errText();
  };
  const erase = '\r\u001b[2K';
  expect(opening(true)).toBe(`${erase}⠋ opening${' '.repeat(83)}0.0 s${erase}`);
  expect(opening(false)).toBe('');
});

test('a stage that is reused says so where its time would stand', () => {
  expect(shown({}, [], (show) => show({ ...done, state: 'reused', details: [] }))).toMatch(/^✓ data .* reused\n$/);
});
