import { Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { decodeThrown, encodeThrown } from './thrown-in-worker.ts';

/** As a message between threads. */
const sent = (thrown: unknown): Error => decodeThrown(structuredClone(encodeThrown(thrown)));

test('errors keep their class, name, message and stack', () => {
  const range = new RangeError('no column');
  expect(sent(range)).toBeInstanceOf(RangeError);
  expect(sent(range)).toMatchObject({ name: 'RangeError', message: 'no column', stack: range.stack });
  expect(sent(new TypeError('no text'))).toBeInstanceOf(TypeError);
  const own = Object.assign(new Error('stopped'), { name: 'Stopped' });
  expect(sent(own)).toMatchObject({ name: 'Stopped', message: 'stopped' });
  expect(sent('a text')).toMatchObject({ name: 'Error', message: 'a text' });
});

test('a problem stays one, with its code and its advice', () => {
  const problem = new Problem('TND-1008', {
    message: 'the data has no column b',
    expected: 'one of a',
    came: 'b',
    next: ['did you mean "a"?'],
  });
  expect(sent(problem)).toBeInstanceOf(Problem);
  expect((sent(problem) as Problem).toJSON()).toEqual(problem.toJSON());
});
