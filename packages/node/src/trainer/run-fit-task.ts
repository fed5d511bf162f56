import { fit } from '@tend/learn';
import type { FitResult, FitTask } from '@tend/lifecycle';

/** What one fit gives, before it is known which worker did it. */
export type FitOutcome = Omit<FitResult, 'worker'>;

/** Fits one task in this thread. `durationMs` is wall time of the fit alone. */
export function runFitTask(task: FitTask): FitOutcome {
  const started = performance.now();
  const fitted = fit(task.estimator, task.parameters, task.data, { seed: task.seed });
  return { manifest: fitted.manifest, weights: fitted.weights, durationMs: performance.now() - started };
}
