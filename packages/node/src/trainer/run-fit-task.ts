import { fit, type ThreadPool } from '@tend/learn';
import type { FitResult, FitTask } from '@tend/lifecycle';

/** What one fit gives, before it is known which worker did it. */
export type FitOutcome = Omit<FitResult, 'worker'>;

/** Fits one task in this thread, with the help of others if there are any. `durationMs` is wall time of the fit alone. */
export function runFitTask(task: FitTask, threads?: ThreadPool): FitOutcome {
  const started = performance.now();
  const context = { seed: task.seed, ...(threads === undefined ? {} : { threads }) };
  const fitted = fit(task.estimator, task.parameters, task.data, context);
  return { manifest: fitted.manifest, weights: fitted.weights, durationMs: performance.now() - started };
}
