import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileSpace } from './profile-space.ts';
import { sketchNumbers } from './sketch-numbers.ts';

const [compiled, plain] = [profileSpace('compiled'), profileSpace('plain')];

/** Numbers of all sorts, and many that meet again. */
const value = fc.oneof(
  fc.constantFrom(
    Number.NaN,
    0,
    -0,
    1,
    -1,
    5e-324,
    -5e-324,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    1e9 + 0.5,
  ),
  fc.integer({ min: -300, max: 300 }),
  fc.double(),
);

test('both implementations give the same bits', () => {
  // Pages of a compiled memory; the plain one has just what it needs.
  expect(compiled.values.buffer.byteLength % 65_536).toBe(0);
  expect(plain.values.buffer.byteLength % 65_536).not.toBe(0);
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (list) => {
      const values = Float64Array.from(list);
      expect(sketchNumbers(values, undefined, compiled)).toStrictEqual(sketchNumbers(values, undefined, plain));
      compiled.registers.fill(0);
      plain.registers.fill(0);
      for (const space of [compiled, plain]) {
        space.values.set(values.filter((x) => !Number.isNaN(x)));
        space.noteHashes(values.length);
      }
      expect(Buffer.compare(compiled.registers, plain.registers)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('runs are the distinct values ascending, with what is known of their order', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 200 }), (list) => {
      const values = Float64Array.from(list);
      const present = list.filter((x) => !Number.isNaN(x)).map((x) => x + 0);
      const sketch = sketchNumbers(values);
      const { distribution } = sketch;
      if (distribution.type !== 'exact') throw new Error('expected exact counts');
      const distinct = [...new Set(present)].sort((a, b) => a - b);
      expect([...distribution.values]).toEqual(distinct);
      expect([...distribution.counts]).toEqual(distinct.map((x) => present.filter((y) => y === x).length));
      const sorted = present.toSorted((a, b) => a - b);
      expect(sketch).toMatchObject({
        n: list.length,
        present: present.length,
        zeros: present.filter((x) => x === 0).length,
        negatives: present.filter((x) => x < 0).length,
        wholes: present.filter((x) => x === Math.floor(x)).length,
        lowest: sorted.slice(0, 5),
        highest: sorted.slice(-5),
        rises: present.filter((x, i) => i > 0 && x > (present[i - 1] as number)).length,
        falls: present.filter((x, i) => i > 0 && x < (present[i - 1] as number)).length,
        first: present[0] ?? Number.NaN,
        last: present.at(-1) ?? Number.NaN,
      });
    }),
  );
});
