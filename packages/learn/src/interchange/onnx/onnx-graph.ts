import { type ProtobufWriter, protobufWriter } from './protobuf-writer.ts';
import { type ElementType, elementTypes, encodeTensor, type Tensor } from './tensor.ts';

/** An attribute of a node: a number ends as float or int as its kind says. */
export type Attribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Tensor }
  | { readonly kind: 'floats' | 'ints'; readonly value: ArrayLike<number> }
  | { readonly kind: 'strings'; readonly value: readonly string[] };

export interface PortOf {
  readonly name: string;
  readonly type: ElementType;
  /** Columns; rows are free. */
  readonly width: number;
}

/** A graph in the making: a value is known by the name that making it gave. */
export interface OnnxGraph {
  /** Gives back the name. */
  input(port: PortOf): string;
  constant(value: Tensor): string;
  node(operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>): string;
  /** An operator of the domain ai.onnx.ml. */
  mlNode(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>>): string;
  /** The ONNX file with `value` as its only output. */
  finish(value: string, port: PortOf, notes: OnnxNotes): Uint8Array;
}

/** What a file says of itself. */
export interface OnnxNotes {
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const irVersion = 8;
const opset = 17;
const mlOpset = 3;

/** An empty graph of ONNX, opset 17 and ai.onnx.ml 3. Source: onnx.proto. */
export function onnxGraph(): OnnxGraph {
  const graph = protobufWriter();
  const inputs: ProtobufWriter[] = [];
  const constants: ProtobufWriter[] = [];
  const taken = new Set<string>();
  let made = 0;
  const freshName = (): string => {
    // Names of inputs are the caller's: an inner name must be none of them.
    let name = `v${made++}`;
    while (taken.has(name)) name = `v${made++}`;
    taken.add(name);
    return name;
  };
  const addNode = (domain: string, operator: string, from: readonly string[], attributes: Attributes): string => {
    const output = freshName();
    const node = protobufWriter();
    for (const name of from) node.text(1, name);
    node.text(2, output);
    node.text(3, `${operator}_${output}`);
    node.text(4, operator);
    for (const [name, attribute] of Object.entries(attributes)) node.message(5, encodeAttribute(name, attribute));
    if (domain !== '') node.text(7, domain);
    graph.message(1, node);
    return output;
  };
  return {
    input(port) {
      if (taken.has(port.name)) throw new RangeError(`two inputs of the name "${port.name}"`);
      taken.add(port.name);
      inputs.push(encodePort(port));
      return port.name;
    },
    constant(value) {
      const name = freshName();
      constants.push(encodeTensor(name, value));
      return name;
    },
    node: (operator, from, attributes = {}) => addNode('', operator, from, attributes),
    mlNode: (operator, from, attributes) => addNode('ai.onnx.ml', operator, from, attributes),
    finish(value, port, { description, metadata }) {
      const last = protobufWriter();
      last.text(1, value);
      last.text(2, port.name);
      last.text(4, 'Identity');
      graph.message(1, last);
      graph.text(2, 'tend');
      for (const tensor of constants) graph.message(5, tensor);
      for (const input of inputs) graph.message(11, input);
      graph.message(12, encodePort(port));
      const model = protobufWriter();
      model.integer(1, irVersion);
      model.text(2, 'tend');
      model.text(6, description);
      model.message(7, graph);
      model.message(8, encodeOpset('', opset));
      model.message(8, encodeOpset('ai.onnx.ml', mlOpset));
      for (const [key, text] of Object.entries(metadata)) model.message(14, encodeEntry(key, text));
      return model.finish();
    },
  };
}

type Attributes = Readonly<Record<string, Attribute>>;

/** Field and number of AttributeProto.AttributeType by kind. */
const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

function encodeAttribute(name: string, attribute: Attribute): ProtobufWriter {
  const message = protobufWriter();
  message.text(1, name);
  switch (attribute.kind) {
    case 'float':
      message.float(2, attribute.value);
      break;
    case 'int':
      message.integer(3, attribute.value);
      break;
    case 'string':
      message.text(4, attribute.value);
      break;
    case 'tensor':
      message.message(5, encodeTensor(name, attribute.value));
      break;
    case 'floats':
      message.floats(7, attribute.value);
      break;
    case 'ints':
      message.integers(8, attribute.value);
      break;
    case 'strings':
      for (const value of attribute.value) message.text(9, value);
  }
  message.integer(20, attributeTypes[attribute.kind]);
  return message;
}

function encodePort({ name, type, width }: PortOf): ProtobufWriter {
  const rows = protobufWriter();
  rows.text(2, 'rows');
  const columns = protobufWriter();
  columns.integer(1, width);
  const shape = protobufWriter();
  shape.message(1, rows);
  shape.message(1, columns);
  const tensor = protobufWriter();
  tensor.integer(1, elementTypes[type]);
  tensor.message(2, shape);
  const typed = protobufWriter();
  typed.message(1, tensor);
  const port = protobufWriter();
  port.text(1, name);
  port.message(2, typed);
  return port;
}

function encodeOpset(domain: string, version: number): ProtobufWriter {
  const entry = protobufWriter();
  entry.text(1, domain);
  entry.integer(2, version);
  return entry;
}

function encodeEntry(key: string, text: string): ProtobufWriter {
  const entry = protobufWriter();
  entry.text(1, key);
  entry.text(2, text);
  return entry;
}
