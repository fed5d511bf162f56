/** The package is an optional peer: its own types are not there when this is compiled. */
declare module 'onnxruntime-node' {
  const runtime: import('./onnx-runtime.ts').OnnxRuntime;
  export default runtime;
}
