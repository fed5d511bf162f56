import { MissingOnnxRuntime } from './missing-onnx-runtime.ts';
import type { OnnxRuntime } from './onnx-runtime.ts';

/** onnxruntime-node, an optional peer; `MissingOnnxRuntime` where it is not installed. */
export async function importOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    const { default: runtime } = await import('onnxruntime-node');
    return runtime;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') throw new MissingOnnxRuntime({ cause: error });
    throw error;
  }
}
