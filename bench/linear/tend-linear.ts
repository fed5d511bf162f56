import { type FeatureMatrix, type Fitted, fit, type TrainingData } from '@tend/learn';
import { meanError } from '../measure/mean-error.ts';
import { stopwatch, type Timing } from '../measure/timing.ts';
import { type LinearProblem, type Solution, tendModel } from './linear-problem.ts';

/** Fits ours, on one thread. */
export function fitTend(
  problem: LinearProblem,
  data: TrainingData,
): { readonly timing: Timing; readonly solution: Solution } {
  const { error } = meanError(Array.from(data.y));
  // The standard deviation with the number of rows, not one less, below the squares.
  const deviation = error * Math.sqrt(data.y.length - 1);
  const { name, parameters } = tendModel(problem, deviation);
  const elapsed = stopwatch();
  const fitted = fit(name, parameters, data, { seed: 1 });
  const timing = elapsed();
  if (fitted.manifest.facts.converged !== true) throw new Error(`${name} did not converge on ${problem.set}`);
  return { timing, solution: solutionOf(fitted) };
}

/** A linear model's contributions differ between a row of ones and a row of zeros by its coefficients. */
function solutionOf(fitted: Fitted): Solution {
  const { features } = fitted.manifest;
  const values = new Float32Array(features.length * 2).map((_, place) => place % 2);
  const x: FeatureMatrix = { rowCount: 2, features, values };
  const outputs = Array.from({ length: fitted.outputs }, (_, output) => ({
    zeros: fitted.explain(x, 0, output),
    ones: fitted.explain(x, 1, output),
  }));
  return {
    coefficients: outputs.map(({ zeros, ones }) =>
      Array.from(ones.contributions, (value, f) => value - (zeros.contributions[f] as number)),
    ),
    intercepts: outputs.map(({ zeros }) => zeros.margin),
  };
}
