import {
  distinctStandardError,
  estimateDistinct,
  levelLength,
  mostExact,
  randomStream,
  sketchedCounts,
} from '@tend/kernels';
import { type Column, numericColumn, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareColumn } from '../drift/compare-column.ts';
import { referenceOf } from '../drift/reference-of.ts';
import { sketchColumn } from './column-sketch.ts';
import { decodeSketches } from './decode-sketches.ts';
import { encodeSketches } from './encode-sketches.ts';
import { type KeptSketch, keepSketch, mergeKeptSketches } from './kept-sketch.ts';
import type { KeptTexts } from './kept-texts.ts';
import { MalformedSketch } from './malformed-sketch.ts';

const random = randomStream(23);
const allRows = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

function throughBytes(sketch: KeptSketch): KeptSketch {
  const { n } = sketch.kind === 'text' ? sketch.texts : sketch.numbers;
  const [read] = decodeSketches(encodeSketches({ tableRows: n, rows: allRows(n), columns: [sketch] })).columns;
  if (read === undefined) throw new Error('one sketch was written');
  return read;
}

const slice = (column: Column, from: number, to: number): Column =>
  column.kind === 'text'
    ? { ...column, codes: column.codes.slice(from, to) }
    : { ...column, values: column.values.slice(from, to) };

const number = fc.oneof(
  fc.constantFrom(Number.NaN, 0, -0, 7, 1e308, -1e308, Number.POSITIVE_INFINITY),
  fc.integer({ min: -40, max: 40 }),
  fc.double(),
);
const text = fc.option(
  fc.oneof(fc.constantFrom('', 'a', 'a ', 'Zürich', '東京', '😀'), fc.string({ unit: 'grapheme' })),
);
const column: fc.Arbitrary<Column> = fc.oneof(
  fc.array(number, { maxLength: 60 }).map((values) => numericColumn('x', 'number', Float64Array.from(values))),
  fc.array(text, { maxLength: 60 }).map((values) => textColumn('x', values)),
);

test('bytes give back what was kept, and equal sketches have equal bytes', () => {
  fc.assert(
    fc.property(column, (given) => {
      const kept = keepSketch(sketchColumn(given));
      const read = throughBytes(kept);
      expect(read).toStrictEqual(kept);
      const n = given.kind === 'text' ? given.codes.length : given.values.length;
      const bytes = (sketch: KeptSketch): Uint8Array =>
        encodeSketches({ tableRows: n, rows: allRows(n), columns: [sketch] });
      expect(bytes(read)).toStrictEqual(bytes(sketchColumn(given)));
    }),
    { numRuns: 300 },
  );
});

test('parts that were kept and read merge as those in memory, wherever the column is cut', () => {
  fc.assert(
    fc.property(column, fc.nat(), fc.nat(), (given, a, b) => {
      const n = given.kind === 'text' ? given.codes.length : given.values.length;
      const [first, second] = [a % (n + 1), b % (n + 1)].sort((x, y) => x - y) as [number, number];
      const live = [slice(given, 0, first), slice(given, first, second), slice(given, second, n)].map((part) =>
        keepSketch(sketchColumn(part)),
      ) as [KeptSketch, KeptSketch, KeptSketch];
      const read = live.map(throughBytes) as typeof live;
      const left = ([x, y, z]: typeof live): KeptSketch => mergeKeptSketches(mergeKeptSketches(x, y), z);
      const right = ([x, y, z]: typeof live): KeptSketch => mergeKeptSketches(x, mergeKeptSketches(y, z));
      expect(left(read)).toStrictEqual(left(live));
      expect(right(read)).toStrictEqual(right(live));
      const whole = countsOf(keepSketch(sketchColumn(given)));
      for (const merged of [left(read), right(read)]) expect(countsOf(merged)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

/** Everything of a sketch that is counted, texts by value. */
function countsOf(sketch: KeptSketch): object {
  if (sketch.kind === 'text') {
    const { n, missing, dictionary, counts, unlisted } = sketch.texts;
    return { n, missing, unlisted, texts: new Map(dictionary.map((value, i) => [value, counts[i]])) };
  }
  const { moments: _, ...counted } = sketch.numbers;
  return counted;
}

describe('a column of more distinct numbers than are counted, cut and merged in any order', () => {
  const values = Float64Array.from({ length: 140_000 }, (_, i) => (i % 9 === 0 ? Number.NaN : random.normal()));
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const cuts = [0, 11_000, 80_000, 80_001, 140_000];
  const parts = cuts
    .slice(1)
    .map((to, i) => throughBytes(sketchColumn(numericColumn('x', 'number', values.subarray(cuts[i], to)))));

  test.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]]])('%j', (order) => {
    const merged = throughBytes(order.map((i) => parts[i]!).reduce(mergeKeptSketches));
    if (merged.kind === 'text' || merged.numbers.distribution.type === 'exact') throw new Error('expected a sketch');
    expect([merged.numbers.n, merged.numbers.present]).toEqual([values.length, sorted.length]);
    expect(merged.numbers.lowest).toEqual([...sorted.slice(0, 5)]);
    expect(merged.numbers.highest).toEqual([...sorted.slice(-5)]);
    const { ranks } = merged.numbers.distribution;
    for (const level of ranks.levels) expect(level.length).toBeLessThanOrEqual(levelLength);
    expect(Math.max(ranks.over, ranks.under) / sorted.length).toBeLessThan(0.002);
    const read = sketchedCounts(ranks);
    let [upTo, at] = [0, 0];
    for (const [i, value] of read.values.entries()) {
      upTo += read.counts[i] as number;
      while (at < sorted.length && (sorted[at] as number) <= value) at++;
      expect(upTo - at).toBeLessThanOrEqual(ranks.over);
      expect(at - upTo).toBeLessThanOrEqual(ranks.under);
    }
  });

  test('drift from the merged reference is that from all values, within the error of ranks', () => {
    const merged = parts.reduce(mergeKeptSketches);
    const shifted = numericColumn(
      'x',
      'number',
      Float64Array.from({ length: 800 }, () => 0.4 + random.normal()),
    );
    const whole = compareColumn(referenceOf(sketchColumn(numericColumn('x', 'number', values))), shifted);
    const drift = compareColumn(referenceOf(merged), shifted);
    expect(whole.effect).toBeGreaterThan(0.1);
    expect(Math.abs(drift.effect - whole.effect)).toBeLessThan(0.005);
    expect(Math.abs(drift.distance - whole.distance)).toBeLessThan(0.004);
  });
});

describe('a column of more distinct texts than are kept', () => {
  const rowCount = mostExact + 14_000;
  const textAt = (i: number): string => (i % 8 === 0 ? `common ${(i / 8) % 400}` : `single ${i}`);
  const values = Array.from({ length: rowCount }, (_, i) => (i % 50 === 7 ? null : textAt(i)));
  const whole = sketchColumn(textColumn('t', values));
  const kept = throughBytes(whole);
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);

  test('keeps the frequent ones with exact counts, and the reference of drift is the same', () => {
    expect(textsOf(kept).dictionary.length).toBe(1024);
    expect(textsOf(kept).unlisted).toMatchObject({ shortfall: 0, mostRows: 1 });
    expect(kept).toStrictEqual(keepSketch(whole));
    expect(referenceOf(kept)).toEqual(referenceOf(whole));
  });

  test('parts merge to counts within the stated bounds', () => {
    const few = [...Array<string>(30).fill('single 9001'), 'single 2', 'common 7', null];
    const merged = [kept, keepSketch(sketchColumn(textColumn('t', few))), kept].reduce(mergeKeptSketches);
    const { n, dictionary, counts: stated, unlisted } = textsOf(throughBytes(merged));
    expect(n).toBe(2 * rowCount + few.length);
    const listed = new Map(dictionary.map((value, i) => [value, stated[i] as number]));
    expect([listed.get('common 7'), listed.get('single 9001')]).toEqual([2 * counts.get('common 7')! + 1, 30]);
    let wrong = 0;
    for (const [value, once] of counts) {
      const count = 2 * once + few.filter((one) => one === value).length;
      const known = listed.get(value);
      const isWithin =
        known === undefined ? count <= unlisted!.mostRows : known <= count && count <= known + unlisted!.shortfall;
      if (!isWithin) wrong++;
    }
    expect(wrong).toBe(0);
    expect(unlisted!.mostRows).toBeLessThan(6);
  });

  test('distinct texts are estimated from what is kept', () => {
    const { registers } = textsOf(kept).unlisted!;
    expect(Math.abs(estimateDistinct(registers) / counts.size - 1)).toBeLessThan(4 * distinctStandardError);
  });
});

function textsOf(sketch: KeptSketch): KeptTexts {
  if (sketch.kind !== 'text') throw new Error('expected texts');
  return sketch.texts;
}

describe('bytes that were not written', () => {
  const columns = [
    sketchColumn(numericColumn('speed', 'integer', Float64Array.of(3, 1, 1, Number.NaN, 5, 9))),
    sketchColumn(textColumn('phase', ['a', 'b', null, 'a', 'ü', 'b'])),
  ];
  const bytes = encodeSketches({ tableRows: 9, rows: Int32Array.of(0, 2, 3, 4, 7, 8), columns });

  test('the rows that were sketched are told', () => {
    expect([...decodeSketches(bytes).rows]).toEqual([0, 2, 3, 4, 7, 8]);
    expect(() => encodeSketches({ tableRows: 2, rows: Int32Array.of(1, 1), columns: [] })).toThrow(RangeError);
    expect(() => encodeSketches({ tableRows: 2, rows: Int32Array.of(2), columns: [] })).toThrow(RangeError);
  });

  test('an end too early or too late is refused', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeSketches(bytes.subarray(0, length)), `${length} bytes`).toThrow(MalformedSketch);
    expect(() => decodeSketches(Uint8Array.of(...bytes, 0))).toThrow(MalformedSketch);
  });

  test('whatever a changed byte gives, it is refused or has other bytes of its own', () => {
    let refused = 0;
    for (let at = 0; at < bytes.length; at++)
      for (const flip of [1, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ flip;
        try {
          expect(encodeSketches(decodeSketches(changed))).toEqual(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedSketch);
          refused++;
        }
      }
    expect(refused).toBeGreaterThan(bytes.length);
  });
});
