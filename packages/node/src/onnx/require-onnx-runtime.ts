import { createRequire } from 'node:module';
import { MissingOnnxRuntime } from './missing-onnx-runtime.ts';
import type { OnnxRuntime } from './onnx-runtime.ts';

const packageName = 'onnxruntime-node';

/** onnxruntime-node, an optional peer; `MissingOnnxRuntime` where it is not installed. */
export function requireOnnxRuntime(): OnnxRuntime {
  const require = createRequire(import.meta.url);
  return require(resolved(require)) as OnnxRuntime;
}

function resolved(require: NodeJS.Require): string {
  try {
    return require.resolve(packageName);
  } catch (error) {
    throw new MissingOnnxRuntime({ cause: error });
  }
}
