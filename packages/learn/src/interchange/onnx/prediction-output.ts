import type { Fitted, Task } from '../../estimator.ts';
import type { OnnxOutput } from './onnx-export.ts';

/** How the one output of an exported model is called. */
const names: Readonly<Record<Task, string>> = {
  binary: 'probability',
  multiclass: 'probabilities',
  regression: 'prediction',
  ranking: 'score',
};

/** The output of a fitted estimator. */
export function predictionOutput({ task, outputs }: Fitted): OnnxOutput {
  return { name: names[task], width: outputs };
}
