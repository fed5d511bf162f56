import { encodeUtf8 } from '@tend/table';
import { type ProtobufWriter, protobufWriter } from './protobuf-writer.ts';

export type ElementType = 'float' | 'double' | 'int64' | 'string' | 'bool';

/** Numbers of TensorProto.DataType. */
export const elementTypes: Readonly<Record<ElementType, number>> = {
  float: 1,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
};

/** A constant in a graph. */
export interface Tensor {
  readonly type: 'float' | 'double' | 'int64';
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The TensorProto of a constant. */
export function encodeTensor(name: string, { type, shape, values }: Tensor): ProtobufWriter {
  const tensor = protobufWriter();
  tensor.integers(1, shape);
  tensor.integer(2, elementTypes[type]);
  tensor.bytes(8, encodeUtf8(name));
  tensor.bytes(9, rawData(type, values));
  return tensor;
}

function rawData(type: Tensor['type'], values: readonly number[]): Uint8Array {
  const width = type === 'float' ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * width));
  for (const [i, value] of values.entries()) {
    if (type === 'float') view.setFloat32(i * width, value, true);
    else if (type === 'double') view.setFloat64(i * width, value, true);
    else view.setBigInt64(i * width, BigInt(value), true);
  }
  return new Uint8Array(view.buffer);
}
