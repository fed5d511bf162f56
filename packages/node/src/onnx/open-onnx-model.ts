import { InvalidData, MalformedModel } from '@tend/learn';
import { checkOnnxFile } from './check-onnx-file.ts';
import { importOnnxRuntime } from './import-onnx-runtime.ts';
import { makeTensor, type OnnxCell } from './make-tensor.ts';
import type { OnnxMetadata, OnnxRuntime, OnnxSession, OnnxTensor, OnnxValues } from './onnx-runtime.ts';

/** A model of any origin, run by onnxruntime. */
export interface OnnxModel {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /**
   * All outputs by name for some rows. InvalidData where an input is absent, unknown or of another type or size, and where
   * the model does not take rows. Rows are the first dimension of every input.
   */
  predict(rows: readonly OnnxRow[]): Promise<Readonly<Record<string, OnnxAnswer>>>;
  /** Frees the memory of the runtime; the model cannot predict after it. */
  close(): Promise<void>;
}

export interface OnnxPort {
  readonly name: string;
  /** float32, float64, int64, string, bool, ... */
  readonly type: string;
  /** A name or -1 stands for any size. */
  readonly shape: readonly (number | string)[];
}

/** The inputs of a row by name: a cell, or all cells of a row where an input has more, row-major. */
export type OnnxRow = Readonly<Record<string, OnnxCell | readonly OnnxCell[]>>;

export interface OnnxAnswer {
  readonly type: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: OnnxValues | readonly string[];
}

export interface OnnxModelOptions {
  /** What runs the model: onnxruntime-node, where it is installed, unless another one of its interface is given. */
  readonly runtime?: OnnxRuntime;
}

/**
 * Opens an ONNX file, whatever tool wrote it, on one thread of the processor. MalformedModel for bytes that are no whole ONNX model,
 * for data in other files and for outputs that are no tensors; MissingOnnxRuntime where onnxruntime-node is not installed.
 */
export async function openOnnxModel(bytes: Uint8Array, options: OnnxModelOptions = {}): Promise<OnnxModel> {
  checkOnnxFile(bytes);
  const runtime = options.runtime ?? (await importOnnxRuntime());
  const session = await createSession(runtime, bytes);
  const inputs = session.inputMetadata.map((port) => tensorPort(port, 'input'));
  const outputs = session.outputMetadata.map((port) => tensorPort(port, 'output'));
  return {
    inputs,
    outputs,
    async predict(rows) {
      checkNames(inputs, rows);
      const feeds = inputs.map((port) => [port.name, columnOf(runtime, port, rows)] as const);
      const answers = await session.run(Object.fromEntries(feeds));
      return Object.fromEntries(Object.entries(answers).map(([name, tensor]) => [name, answerOf(tensor)]));
    },
    close: () => session.release(),
  };
}

async function createSession(runtime: OnnxRuntime, bytes: Uint8Array): Promise<OnnxSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
    });
  } catch (error) {
    throw new MalformedModel(
      'ONNX model',
      'one that onnxruntime opens',
      error instanceof Error ? error.message : String(error),
    );
  }
}

function tensorPort({ name, isTensor, type, shape }: OnnxMetadata, side: 'input' | 'output'): OnnxPort {
  if (!isTensor || type === undefined || shape === undefined)
    throw new MalformedModel(
      `ONNX model, ${side} ${name}`,
      'a tensor (scikit-learn: zipmap=False)',
      'a sequence or a map',
    );
  return { name, type, shape };
}

function checkNames(inputs: readonly OnnxPort[], rows: readonly OnnxRow[]): void {
  const names = inputs.map(({ name }) => name);
  for (const [index, row] of rows.entries()) {
    const absent = names.find((name) => !Object.hasOwn(row, name));
    const unknown = Object.keys(row).find((key) => !names.includes(key));
    if (absent !== undefined) throw new InvalidData(`row ${index}`, `the inputs ${names.join(', ')}`, `no ${absent}`);
    if (unknown !== undefined) throw new InvalidData(`row ${index}`, `the inputs ${names.join(', ')}`, unknown);
  }
}

function columnOf(runtime: OnnxRuntime, port: OnnxPort, rows: readonly OnnxRow[]): OnnxTensor {
  const [first, ...others] = port.shape;
  if (first === undefined || others.some((size) => !isFixed(size)))
    throw new InvalidData(`input ${port.name}`, 'rows of one size', `[${port.shape.join(', ')}]`);
  if (isFixed(first) && first !== rows.length)
    throw new InvalidData(`input ${port.name}`, `${first} rows`, String(rows.length));
  const width = others.reduce<number>((product, size) => product * Number(size), 1);
  const cells = rows.flatMap((row, index) => {
    const value = row[port.name] as OnnxRow[string];
    const own: readonly OnnxCell[] = isList(value) ? value : [value];
    if (own.length !== width)
      throw new InvalidData(`row ${index}, input ${port.name}`, `${width} values`, String(own.length));
    return own;
  });
  return makeTensor(runtime, port, cells, [rows.length, ...others.map(Number)]);
}

function isFixed(size: number | string): boolean {
  return typeof size === 'number' && size >= 0;
}

function isList(value: OnnxRow[string]): value is readonly OnnxCell[] {
  return Array.isArray(value);
}

function answerOf({ type, dims, data }: OnnxTensor): OnnxAnswer {
  return { type, shape: dims, values: data };
}
