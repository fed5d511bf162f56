import { InvalidData } from '@tend/learn';
import type { OnnxRuntime, OnnxTensor, OnnxValues } from './onnx-runtime.ts';

/** A value of an input. Null is missing: NaN, where the input takes fractions. */
export type OnnxCell = number | bigint | string | boolean | null;

interface NumberType {
  readonly expected: string;
  make(length: number): OnnxValues;
  /** Undefined for a cell that is none of the type. */
  read(cell: OnnxCell): number | bigint | undefined;
}

const fraction = (make: NumberType['make']): NumberType => ({
  expected: 'a number or null',
  make,
  read: (cell) => (cell === null ? Number.NaN : typeof cell === 'string' ? undefined : Number(cell)),
});

const whole = (make: NumberType['make'], least: number, most: number): NumberType => ({
  expected: `a whole number from ${least} to ${most}`,
  make,
  read(cell) {
    const value = cell === null || typeof cell === 'string' ? Number.NaN : Number(cell);
    return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  },
});

const wide = (make: NumberType['make'], least: bigint, most: bigint): NumberType => ({
  expected: `a whole number from ${least} to ${most}`,
  make,
  read(cell) {
    const isWhole = typeof cell === 'bigint' || Number.isInteger(cell);
    const value = isWhole && cell !== null ? BigInt(cell) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  },
});

const numberTypes: Readonly<Record<string, NumberType>> = {
  float32: fraction((length) => new Float32Array(length)),
  float64: fraction((length) => new Float64Array(length)),
  int8: whole((length) => new Int8Array(length), -128, 127),
  uint8: whole((length) => new Uint8Array(length), 0, 255),
  int16: whole((length) => new Int16Array(length), -32_768, 32_767),
  uint16: whole((length) => new Uint16Array(length), 0, 65_535),
  int32: whole((length) => new Int32Array(length), -(2 ** 31), 2 ** 31 - 1),
  uint32: whole((length) => new Uint32Array(length), 0, 2 ** 32 - 1),
  int64: wide((length) => new BigInt64Array(length), -(2n ** 63n), 2n ** 63n - 1n),
  uint64: wide((length) => new BigUint64Array(length), 0n, 2n ** 64n - 1n),
  bool: {
    expected: 'true or false',
    make: (length) => new Uint8Array(length),
    read: (cell) => (typeof cell === 'boolean' ? Number(cell) : undefined),
  },
};

/** The tensor of an input's cells, row-major; InvalidData where one is not of the type, or where the type is none of these. */
export function makeTensor(
  runtime: OnnxRuntime,
  { name, type }: { readonly name: string; readonly type: string },
  cells: readonly OnnxCell[],
  shape: readonly number[],
): OnnxTensor {
  if (type === 'string') {
    const wrong = cells.find((cell) => typeof cell !== 'string');
    if (wrong !== undefined) throw new InvalidData(`input ${name}`, 'texts', String(wrong));
    return new runtime.Tensor(type, cells.map(String), shape);
  }
  const numbers = numberTypes[type];
  if (numbers === undefined)
    throw new InvalidData(`input ${name}`, `one of string, ${Object.keys(numberTypes).join(', ')}`, type);
  const values = numbers.make(cells.length);
  for (const [i, cell] of cells.entries()) {
    const value = numbers.read(cell);
    if (value === undefined) throw new InvalidData(`input ${name}`, numbers.expected, JSON.stringify(String(cell)));
    values[i] = value;
  }
  return new runtime.Tensor(type, values, shape);
}
