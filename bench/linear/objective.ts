import type { TrainingData } from '@tend/learn';
import type { LinearProblem, Solution } from './linear-problem.ts';

/** What both sides minimise, in float64: the summed loss and the penalty. */
export function objective(problem: LinearProblem, data: TrainingData, solution: Solution): number {
  const margins = marginsOf(data, solution);
  const coefficients = solution.coefficients.flat();
  const squares = coefficients.reduce((sum, value) => sum + value * value, 0);
  const sizes = coefficients.reduce((sum, value) => sum + Math.abs(value), 0);
  const penalty = problem.penalty * (problem.model === 'lasso' ? sizes : squares / 2);
  let loss = 0;
  for (const [row, y] of data.y.entries()) {
    const own = margins.map((output) => output[row] as number);
    loss += problem.model === 'logistic' ? logLoss(own, y) : (y - (own[0] as number)) ** 2 / 2;
  }
  return loss + penalty;
}

function marginsOf({ x }: TrainingData, { coefficients, intercepts }: Solution): readonly Float64Array[] {
  return coefficients.map((own, output) => {
    const margins = new Float64Array(x.rowCount).fill(intercepts[output] as number);
    for (const [f, coefficient] of own.entries())
      for (let row = 0; row < x.rowCount; row++)
        (margins[row] as number) += coefficient * (x.values[f * x.rowCount + row] as number);
    return margins;
  });
}

/** Of one margin the logistic loss, of several the softmax one. */
function logLoss(margins: readonly number[], y: number): number {
  if (margins.length === 1) {
    const signed = (y === 1 ? -1 : 1) * (margins[0] as number);
    return Math.max(0, signed) + Math.log1p(Math.exp(-Math.abs(signed)));
  }
  const most = Math.max(...margins);
  const sum = margins.reduce((total, margin) => total + Math.exp(margin - most), 0);
  return most + Math.log(sum) - (margins[y] as number);
}
