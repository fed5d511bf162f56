import type { FittedManifest, Task, TrainingData } from '../estimator.ts';

/** What a manifest says of the task; empty for `binary`, so that such manifests keep the bytes they always had. */
export function storedTask({ task = 'binary', classCount }: TrainingData): Pick<FittedManifest, 'task' | 'classCount'> {
  if (task === 'binary') return {};
  return { task, ...(classCount !== undefined && { classCount }) };
}

/** The task of training data or a manifest, and how many numbers a row is given. */
export function outcomeOf(of: { readonly task?: Task; readonly classCount?: number }): {
  readonly task: Task;
  readonly outputs: number;
} {
  return { task: of.task ?? 'binary', outputs: of.classCount ?? 1 };
}
