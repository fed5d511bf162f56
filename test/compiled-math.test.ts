import { exp, log, log1p, randomStream } from '@tend/kernels';
import { expect, test } from 'vitest';
import { compiledMemory, embeddedModule } from '../packages/kernels/src/web-assembly/embedded-module.ts';
import { compileEntry } from '../scripts/build-kernels.ts';

/** The compiled functions, each over the doubles of its memory from one address up to another. */
type CompiledMath = Record<'exp' | 'log' | 'log1p', (from: number, to: number) => void>;

const count = 1 << 16;
const random = randomStream(7);
const word = new DataView(new ArrayBuffer(8));

const binary = await compileEntry('math/exponential-cases.ts');
const module = embeddedModule<CompiledMath>(Buffer.from(binary).toString('base64'));
const memory = compiledMemory(module, 8 * count)!;
const compiled = module.kernels(memory);

/** A double of random bits from `least` to `most`, both positive: all exponents alike. */
function randomBits(least: number, most: number): number {
  const [low, high] = [bitsOf(least), bitsOf(most)];
  const share = Math.floor(random.uniform() * Number(high - low));
  word.setBigInt64(0, low + BigInt(share) + BigInt(random.integer(1024)));
  return Math.min(most, word.getFloat64(0));
}

function bitsOf(x: number): bigint {
  word.setFloat64(0, x);
  return word.getBigInt64(0);
}

/** A positive double up to `ulps` places from x: those next to x are met again and again. */
function near(x: number, ulps: number): number {
  word.setBigInt64(0, bitsOf(x) + BigInt(random.integer(2 * ulps + 1) - ulps));
  return word.getFloat64(0);
}

function uniform(least: number, most: number): number {
  return least + (most - least) * random.uniform();
}

const smallest = 5e-324;
/** Where the exponential takes a further power of two: odd multiples of ln 2 / 2. */
const expTurn = (): number => (random.integer(1021) + 0.5) * Math.LN2;

test.each<[name: keyof CompiledMath, where: string, argument: () => number]>([
  ['exp', 'of any size', () => -randomBits(smallest, Number.MAX_VALUE)],
  ['exp', 'from -708 to 0', () => uniform(-708, 0)],
  ['exp', 'from -40 to 0', () => uniform(-40, 0)],
  ['exp', 'from -1 to 0', () => uniform(-1, 0)],
  ['exp', 'around the sizes that give 1 + x', () => -randomBits(2 ** -31, 2 ** -25)],
  ['exp', 'down to where 1 + x is 1', () => -randomBits(2 ** -55, 2 ** -28)],
  ['exp', 'next to -2^-28', () => -near(2 ** -28, 100)],
  ['exp', 'next to -ln 2 / 2', () => -near(0.5 * Math.LN2, 100)],
  ['exp', 'next to -708', () => -near(708, 100)],
  ['exp', 'where reduction turns', () => -near(expTurn(), 4)],
  ['exp', 'around where reduction turns', () => -expTurn() * (1 + 1e-9 * random.normal())],
  ['exp', 'at whole numbers', () => -random.integer(800)],
  ['log', 'of any size', () => randomBits(1, Number.MAX_VALUE)],
  ['log', 'from 1 to 2', () => uniform(1, 2)],
  ['log', 'from 1 to 1,000', () => uniform(1, 1000)],
  ['log', 'next to 1', () => 1 + random.integer(4096) * 2 ** -52],
  ['log', 'around 1', () => 1 + randomBits(2 ** -52, 2 ** -20)],
  ['log', 'where reduction turns', () => near(Math.SQRT2 * 2 ** random.integer(1023), 100)],
  // The factor is split by the upper word of sqrt 2 alone.
  ['log', 'around where reduction turns', () => Math.SQRT2 * (1 + 1e-6 * random.normal())],
  ['log', 'at whole numbers', () => 1 + random.integer(2 ** 20)],
  ['log1p', 'of any size', () => randomBits(smallest, 1)],
  ['log1p', 'from 0 to 1', () => uniform(0, 1)],
  ['log1p', 'next to 0', () => random.integer(4096) * smallest],
  ['log1p', 'around the sizes that give x', () => randomBits(2 ** -56, 2 ** -50)],
  ['log1p', 'next to 2^-53', () => near(2 ** -53, 100)],
  ['log1p', 'next to sqrt 2 - 1', () => near(0.41421356237309503, 100)],
  ['log1p', 'around sqrt 2 - 1', () => 0.41421356237309503 * (1 + 1e-6 * random.normal())],
  ['log1p', 'next to 1', () => 1 - random.integer(4096) * 2 ** -53],
  ['log1p', 'of powers', () => exp(uniform(-708, 0))],
])('%s of two at once has the bits of the function for one, %s', (name, _, argument) => {
  const expected = { exp: (x: number) => exp(Math.max(x, -708)), log, log1p }[name];
  const given = Float64Array.from({ length: count }, argument);
  const results = new Float64Array(memory.buffer, 0, count);
  results.set(given);
  compiled[name](0, 8 * count);
  const different = given.filter((x, i) => !Object.is(expected(x), results[i]));
  expect([...different.subarray(0, 5)]).toEqual([]);
});
