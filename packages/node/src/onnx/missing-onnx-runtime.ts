/** An ONNX model was to be run, and the optional package that runs them is not installed. */
export class MissingOnnxRuntime extends Error {
  constructor(options?: ErrorOptions) {
    super(
      'ONNX models are run by the package onnxruntime-node, which is not installed: npm install onnxruntime-node',
      options,
    );
    this.name = 'MissingOnnxRuntime';
  }
}
