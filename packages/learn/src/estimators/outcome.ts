import type { FittedManifest, Targets, Task } from '../estimator.ts';
import type { Link } from '../link.ts';

/** What a manifest says of the task; empty for `binary`, so that such manifests keep the bytes they always had. */
export function storedTask({
  task = 'binary',
  classCount,
}: Pick<Targets, 'task' | 'classCount'>): Pick<FittedManifest, 'task' | 'classCount'> {
  if (task === 'binary') return {};
  return { task, ...(classCount !== undefined && { classCount }) };
}

/** The task of training data or a manifest, how many numbers a row is given, and the usual link of such a task. */
export function outcomeOf(of: { readonly task?: Task; readonly classCount?: number }): {
  readonly task: Task;
  readonly outputs: number;
  readonly link: Link;
} {
  const task = of.task ?? 'binary';
  return { task, outputs: of.classCount ?? 1, link: canonicalLinks[task] };
}

const canonicalLinks: Readonly<Record<Task, Link>> = {
  binary: 'logistic',
  regression: 'identity',
  multiclass: 'softmax',
  ranking: 'identity',
};
