import { sigmoid } from '@tend/kernels';
import type { Estimator, Fitted, FittedManifest } from '../../estimator.ts';
import type { ParameterSpace, ParameterValues } from '../../parameters.ts';
import { checkManifest } from '../check-manifest.ts';
import { columnMoments } from '../linear/column-moments.ts';
import { fittedLinear } from '../linear/fitted-linear.ts';
import { decodeLinear, encodeLinear, type LinearModel } from '../linear/linear-model.ts';
import { outcomeOf, storedTask } from '../outcome.ts';
import { softmax } from '../softmax.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { withClassWeights } from './class-weights.ts';
import { fitBinary } from './fit-binary.ts';
import { fitMultinomial } from './fit-multinomial.ts';

const parameters: ParameterSpace = {
  l2: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e9,
    search: [1000, 300, 100, 30, 10, 3, 1, 0.1],
    description: 'Strength of the L2 penalty: l2 / 2 * |coefficients|^2 is added to the summed log-loss (1 / C)',
  },
  l1: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e9,
    description:
      'Strength of the L1 penalty, which makes coefficients exactly 0: l1 * |coefficients|_1 is added to the summed log-loss',
  },
  classWeight: {
    type: 'choice',
    default: 'none',
    choices: ['none', 'balanced'],
    description: 'Whether rows count as they are, or every class as much as any other, which spoils the calibration',
  },
};

/**
 * Logistic regression, of several classes the multinomial (softmax) one, with L1 and L2 penalties and unpenalised intercepts,
 * on dense, finite, standardised features; a NaN or an infinity is `InvalidData`. With one class in training the
 * coefficients are 0 and the other classes are given 1e-12. Says in its facts whether it converged.
 */
export const logistic: Estimator = {
  name: 'logistic',
  parameters,
  tasks: ['binary', 'multiclass'],
  fit(given, data, context) {
    throwIfAborted(context.signal);
    const moments = columnMoments(data);
    const penalty = { l1: Number(given.l1), l2: Number(given.l2) };
    const weighted = withClassWeights(data, String(given.classWeight));
    const beforeEach = (iteration: number): void => {
      throwIfAborted(context.signal);
      context.progress?.(iteration, iteration + 1);
    };
    const { task, outputs } = outcomeOf(data);
    const { intercepts, coefficients, iterations, converged } =
      task === 'binary'
        ? fitBinary(weighted, moments, penalty, beforeEach)
        : fitMultinomial(weighted, moments, outputs, penalty, beforeEach);
    const model = { intercepts, coefficients, means: moments.means };
    const manifest: FittedManifest = {
      estimator: 'logistic',
      parameters: storedParameters(given),
      features: data.x.features,
      facts: { iterations, converged },
      ...storedTask(data),
    };
    context.progress?.(1, 1);
    return fittedLogistic(manifest, encodeLinear(model), model);
  },
  load(manifest, weights) {
    checkManifest('logistic', parameters, manifest);
    return fittedLogistic(manifest, weights.slice(), decodeLinear(manifest, weights));
  },
};

/** Models were stored before `l1` and `classWeight` were: left out at their defaults, so that a fit keeps its bytes. */
function storedParameters({ l2 = 10, ...later }: ParameterValues): ParameterValues {
  const changed = Object.entries(later).filter(([name, value]) => value !== parameters[name]?.default);
  return { l2, ...Object.fromEntries(changed) };
}

function fittedLogistic(manifest: FittedManifest, weights: Uint8Array, model: LinearModel): Fitted {
  return fittedLinear(manifest, weights, model, (margins) =>
    manifest.task === 'multiclass' ? softmax(margins) : (margins[0] ?? new Float64Array()).map(sigmoid),
  );
}
