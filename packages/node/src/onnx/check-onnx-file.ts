import { MalformedModel } from '@tend/learn';
import { type ProtobufField, protobufFields } from './protobuf-fields.ts';

/** The messages of onnx.proto that lead to a tensor, by the fields that hold others. */
const messages = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparseTensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparseTensor', 23: 'sparseTensor' },
  sparseTensor: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
} as const satisfies Readonly<Record<string, Readonly<Record<number, string>>>>;

type MessageName = keyof typeof messages;

const modelField = { irVersion: 1, graph: 7, opset: 8 } as const;
const tensorField = { externalData: 13, dataLocation: 14 } as const;
/** Graphs within graphs: deeper ones would exhaust the stack. */
const maxDepth = 200;

/**
 * Throws `MalformedModel` unless the bytes are an ONNX model that stands alone: whole, with a graph, and with no tensor whose
 * data lie in another file, which a runtime would read from wherever the model says. Source: onnx.proto.
 */
export function checkOnnxFile(bytes: Uint8Array): void {
  const found = new Set<number>();
  for (const { field, kind } of protobufFields(bytes, 'ONNX model')) {
    const expected = field === modelField.irVersion ? 'integer' : 'bytes';
    if (Object.values<number>(modelField).includes(field) && kind === expected) found.add(field);
  }
  if (found.size < Object.keys(modelField).length)
    throw new MalformedModel('ONNX model', 'a version, operator sets and a graph', 'something else');
  checkMessage('model', bytes, 'ONNX model', 0);
}

function checkMessage(name: MessageName, bytes: Uint8Array, what: string, depth: number): void {
  if (depth > maxDepth) throw new MalformedModel(what, `at most ${maxDepth} messages within each other`, 'more');
  const inner: Readonly<Record<number, MessageName>> = messages[name];
  for (const entry of protobufFields(bytes, what)) {
    if (name === 'tensor') checkTensorField(entry, what);
    const next = inner[entry.field];
    if (next === undefined) continue;
    if (entry.kind !== 'bytes') throw new MalformedModel(what, `a ${next} in field ${entry.field}`, entry.kind);
    checkMessage(next, entry.value, `${what}, ${next}`, depth + 1);
  }
}

function checkTensorField(entry: ProtobufField, what: string): void {
  const isExternal =
    entry.field === tensorField.externalData ||
    (entry.field === tensorField.dataLocation && !(entry.kind === 'integer' && entry.value === 0));
  if (isExternal)
    throw new MalformedModel(
      what,
      'data within the file',
      'data in another file (external data is refused: save it in one)',
    );
}
