import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { compiledDesign } from './compiled-design.ts';
import { type DesignKernels, typescriptDesignKernels } from './design-kernels.ts';

const sizeBytes = 65_536;
/** Where a test may put its arrays; the whole memory is compared. */
const [columns, coefficients, margins, labels, weights, extra] = [0, 24_576, 28_672, 45_056, 47_104, 49_152] as const;

/** Calls both implementations on memories of the same random bytes, and expects the same bytes and number of both. */
function expectTwins(
  seed: number,
  fill: (doubles: Float64Array, floats: Float32Array) => void,
  call: (kernels: DesignKernels) => unknown,
  sizeCompared = sizeBytes,
): void {
  const memory = compiledMemory(compiledDesign, sizeBytes)!;
  const compiled = memory.buffer;
  const random = randomStream(seed);
  const doubles = new Float64Array(compiled).map(() => random.normal());
  new Float64Array(compiled).set(doubles);
  const floats = new Float32Array(compiled, columns, coefficients / 4);
  floats.set(floats.map(() => random.normal()));
  fill(new Float64Array(compiled), new Float32Array(compiled));
  const plain = new ArrayBuffer(compiled.byteLength);
  new Uint8Array(plain).set(new Uint8Array(compiled));
  const results = [call(compiledDesign.kernels(memory)), call(typescriptDesignKernels(plain))];
  expect(results[0]).toBe(results[1]);
  // Compared up to where the compiled kernels have scratch of their own.
  expect(Buffer.compare(new Uint8Array(plain, 0, sizeCompared), new Uint8Array(compiled, 0, sizeCompared))).toBe(0);
}

const shape = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  columnCount: fc.integer({ min: 0, max: 23 }),
  rowCount: fc.integer({ min: 1, max: 16 }).map((groups) => 16 * groups),
  outputs: fc.integer({ min: 1, max: 6 }),
});

it('stages and multiplies columns to the same bits in both implementations', () => {
  fc.assert(
    fc.property(shape, ({ seed, columnCount, rowCount, outputs }) => {
      const rows = Math.min(rowCount, 240);
      const stage = (kernels: DesignKernels): void => {
        for (let f = 0; f < columnCount; f++)
          kernels.stageColumn(columns + 16_384 + 64 * f, 64, columns + 64 * f, 64 * columnCount);
      };
      expectTwins(
        seed,
        () => {},
        (kernels) => {
          stage(kernels);
          kernels.addColumns(columns, columnCount, rows, coefficients, 8 * 30, outputs, margins, 8 * 256);
          const [sums, lanes] = [coefficients, extra];
          kernels.dotColumns(columns, columnCount, rows, margins, 8 * 256, outputs, sums, 8 * 30, lanes);
        },
        extra,
      );
    }),
    { numRuns: 60 },
  );
});

it('multiplies sparse columns to the same bits in both implementations', () => {
  fc.assert(
    fc.property(shape, ({ seed, columnCount, rowCount, outputs }) => {
      const [starts, rows] = [extra, extra + 512];
      const random = randomStream(seed);
      const fill = (doubles: Float64Array): void => {
        const words = new Uint32Array(doubles.buffer, starts, columnCount + 1);
        for (let k = 0; k < columnCount; k++) words[k + 1] = words[k]! + random.integer(40);
        new Uint16Array(doubles.buffer, rows, 2048).forEach((_, i, all) => {
          all[i] = random.integer(rowCount);
        });
        words[0] = 0;
      };
      const clear = (doubles: Float64Array): void => {
        new Uint32Array(doubles.buffer, starts, 30).fill(0);
        fill(doubles);
      };
      expectTwins(seed, clear, (kernels) => {
        kernels.addEntries(starts, columnCount, rows, columns, coefficients, 8 * 30, outputs, margins, 8 * 256);
        kernels.dotEntries(starts, columnCount, rows, columns, margins, 8 * 256, outputs, coefficients, 8 * 30);
      });
    }),
    { numRuns: 60 },
  );
});

it('sums products of columns to the same bits in both implementations', () => {
  fc.assert(
    fc.property(shape, ({ seed, columnCount, rowCount }) => {
      const rows = Math.min(rowCount, 64);
      expectTwins(
        seed,
        () => {},
        (kernels) => {
          kernels.centreColumns(columns, 1024, columnCount, rows, coefficients, weights, margins);
          kernels.addGram(margins, columnCount, rows, extra);
        },
      );
    }),
    { numRuns: 60 },
  );
});

/** Margins of all sizes, among them 0, those at which the exponential changes its ways, and those that would overflow. */
const margin = fc.oneof(
  fc.double({ min: -40, max: 40, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -(2 ** -26), max: 2 ** -26, noNaN: true }),
  fc.double({ min: -1e300, max: 1e300, noNaN: true }),
  fc.constantFrom(
    0,
    -0,
    708,
    -708,
    709,
    -745.2,
    1e300,
    0.5 * Math.LN2,
    -0.5 * Math.LN2,
    1e-9,
    5e-324,
    -0.8813735870195429,
  ),
);

it('differentiates the logistic loss to the same bits in both implementations', () => {
  fc.assert(
    fc.property(
      fc.array(margin, { minLength: 64, maxLength: 64 }),
      fc.integer({ min: 1, max: 1e6 }),
      (values, seed) => {
        const fill = (doubles: Float64Array): void => {
          const random = randomStream(seed);
          doubles.set(values, margins / 8);
          for (let i = 0; i < 64; i++) {
            doubles[labels / 8 + i] = random.integer(2);
            doubles[weights / 8 + i] = random.integer(4) / 2;
          }
        };
        expectTwins(seed, fill, (kernels) => kernels.logisticRows(margins, labels, weights, extra, 64));
      },
    ),
    { numRuns: 300 },
  );
});

it('differentiates the softmax loss to the same bits in both implementations', () => {
  fc.assert(
    fc.property(
      fc.array(margin, { minLength: 160, maxLength: 160 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 1e6 }),
      (values, outputs, seed) => {
        const fill = (doubles: Float64Array): void => {
          const random = randomStream(seed);
          doubles.set(values, margins / 8);
          for (let i = 0; i < 16; i++) {
            doubles[labels / 8 + i] = random.integer(outputs);
            doubles[weights / 8 + i] = random.integer(4) / 2;
          }
        };
        expectTwins(seed, fill, (kernels) => kernels.softmaxRows(margins, 128, outputs, labels, weights, extra, 16));
      },
    ),
    { numRuns: 300 },
  );
});
