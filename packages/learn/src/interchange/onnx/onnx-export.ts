/** An ONNX file and how to call it. */
export interface OnnxExport {
  readonly bytes: Uint8Array;
  readonly inputs: readonly OnnxInput[];
  readonly output: OnnxOutput;
}

/** rows x width values; the number of rows is free and the same for all inputs. */
export interface OnnxInput {
  readonly name: string;
  readonly type: 'float' | 'double' | 'string';
  readonly width: number;
  /** What to put in, and how missing is said. */
  readonly meaning: string;
}

/** rows x width of float32. */
export interface OnnxOutput {
  readonly name: string;
  readonly width: number;
}
