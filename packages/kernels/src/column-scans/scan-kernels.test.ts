import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webAssembly } from '../web-assembly/web-assembly.ts';
import { compiledScans } from './compiled-scans.ts';
import { type ScanKernels, typescriptScanKernels } from './scan-kernels.ts';

/** Where the tests put their arrays. */
const [values, counts, slots, into] = [1024, 4096, 16_384, 32_768] as const;

/** Calls both implementations on memories with these bytes at `values`, and expects the same number and bytes of both. */
function expectTwins(
  content: Float64Array | Int32Array,
  call: (kernels: ScanKernels, buffer: ArrayBufferLike) => unknown,
): void {
  const api = webAssembly()!;
  const memory = new api.Memory({ initial: 1, maximum: 65_536, shared: false });
  const plain = new ArrayBuffer(memory.buffer.byteLength);
  const results = [
    [memory.buffer, compiledScans.kernels(memory)] as const,
    [plain, typescriptScanKernels(plain)] as const,
  ].map(([buffer, kernels]) => {
    new Uint8Array(buffer, values).set(new Uint8Array(content.buffer));
    return call(kernels, buffer);
  });
  expect(results[0]).toBe(results[1]);
  expect(Buffer.compare(new Uint8Array(plain), new Uint8Array(memory.buffer))).toBe(0);
}

const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(Number.NaN, 0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 1.7e308),
);
const numbersOf = (each: fc.Arbitrary<number>) =>
  fc.array(each, { maxLength: 80 }).map((list) => {
    const filled = [...list, ...new Array<number>((4 - (list.length % 4)) % 4).fill(Number.NaN)];
    return Float64Array.from(filled);
  });
const finite = (list: Float64Array) => list.filter((value) => Number.isFinite(value));

describe('compiled scans give the bits of those in TypeScript', () => {
  it('for counts, extremes, ranges and sums', () => {
    fc.assert(
      fc.property(numbersOf(number), number, number, fc.nat(1), fc.nat(1), (list, least, most, min, max) => {
        expectTwins(list, (kernels, buffer) => {
          const report = new Float64Array(buffer, counts, 3);
          report.set([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
          kernels.summarise(values, list.length, counts);
        });
        expectTwins(list, (kernels) => kernels.countOutside(values, list.length, least, most, min, max));
        expectTwins(list, (kernels) => kernels.addNumbers(values, list.length, 0));
        expectTwins(list, (kernels) => kernels.addSquares(values, list.length, most, 0));
      }),
      { numRuns: 200 },
    );
  });

  it('for buckets', () => {
    const few = numbersOf(fc.oneof(fc.constant(Number.NaN), fc.double({ min: -3, max: 1e3, noNaN: true })));
    fc.assert(
      fc.property(few, fc.integer({ min: 0, max: 20 }), (list, wanted) => {
        const known = finite(list);
        const [low, high] = [Math.min(...known), Math.max(...known)];
        const scale = known.length > 0 && high > low ? 20 / (high - low) : 1;
        if (!Number.isFinite(scale)) return;
        expectTwins(list, (kernels) => kernels.countBuckets(values, list.length, low, scale, counts, 21));
        expectTwins(list, (kernels, buffer) => {
          new Uint8Array(buffer)[counts + wanted] = 8;
          return kernels.gatherBuckets(values, list.length, low, scale, counts, 21, into);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('for positions, with numbers between them', () => {
    const near = numbersOf(
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(Number.NaN, -0, 0.5, 1e-300, 8.999999999999998)),
    );
    fc.assert(
      fc.property(near, fc.constantFrom(0, 128), (list, laneBytes) => {
        expectTwins(list, (kernels) => kernels.countPositions(values, list.length, -9, 19, counts, laneBytes));
      }),
      { numRuns: 200 },
    );
  });

  it('for codes, with some that are none', () => {
    const codes = fc
      .array(fc.oneof(fc.integer({ min: -1, max: 12 }), fc.integer()), { maxLength: 40 })
      .map((list) => Int32Array.from([...list, ...new Array<number>((4 - (list.length % 4)) % 4).fill(-1)]));
    fc.assert(
      fc.property(codes, fc.constantFrom(0, 64), (list, laneBytes) => {
        expectTwins(list, (kernels) => kernels.countCodes(values, list.length, 10, counts, laneBytes));
      }),
      { numRuns: 200 },
    );
  });

  it('for parts and their distinct numbers', () => {
    fc.assert(
      fc.property(numbersOf(number), fc.integer({ min: 1, max: 5 }), (list, partBits) => {
        const parts = 1 << partBits;
        expectTwins(list, (kernels, buffer) => {
          kernels.countParts(values, list.length, 32 - partBits, parts, counts);
          const sizes = new Uint32Array(buffer, counts, parts + 1).slice();
          const next = new Uint32Array(buffer, counts + 1024, parts + 1);
          let place: number = into;
          sizes.forEach((size, part) => {
            next[part] = place;
            place += 8 * size;
          });
          kernels.scatterParts(values, list.length, 32 - partBits, parts, counts + 1024);
          let [start, found]: [number, number] = [into, 0];
          for (const size of sizes.subarray(0, parts)) {
            found += kernels.countDistinct(start, size, slots, 127, counts + 2048);
            start += 8 * size;
          }
          return found;
        });
      }),
      { numRuns: 200 },
    );
  });
});
