import { exp, log, log1p, mean } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readChoice, readNumber, readObject } from '../read-json.ts';
import { eachNumber } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { minimise } from './minimise.ts';
import { standardUnits } from './standard-units.ts';
import { withinFloat64 } from './within-float64.ts';

const methods = ['yeoJohnson', 'boxCox'] as const;
type Method = (typeof methods)[number];

export interface PowerScaleLearned {
  readonly method: Method;
  readonly lambda: number;
  /** Mean and standard deviation of the transformed training rows. */
  readonly centre: number;
  readonly spread: number;
}

/** A power of the number that makes training rows as normal as it can, then mean 0 and standard deviation 1. */
export const powerScale: StepDefinition<PowerScaleLearned> = defineStep({
  name: 'powerScale',
  description:
    'A power of the number that makes its distribution most like a normal one, by maximum likelihood, then standardised; missing stays missing.',
  parameters: {
    method: {
      type: 'choice',
      default: 'yeoJohnson',
      choices: methods,
      description:
        'Yeo and Johnson 2000 for any numbers; Box and Cox 1964 for numbers above 0, where any other is missing.',
    },
  },
  reads: ['number', 'integer'],
  columns: 'each',
  check({ method }, [input]) {
    if (method === 'yeoJohnson' || input === undefined || input.kind === 'text') return undefined;
    const wrong = input.values.find((value) => value <= 0);
    return wrong === undefined ? undefined : `${wrong} in "${input.name}": boxCox takes numbers above 0`;
  },
  fit({ method }, [input]): PowerScaleLearned {
    const present = presentValues(input);
    const lambda = likeliestLambda(present, method);
    const made = present.map((value) => transform(value, lambda, method));
    if (made.length === 0) return { method, lambda, centre: 0, spread: 1 };
    const { unit, centre, spread } = standardUnits(made);
    return { method, lambda, centre: centre * unit, spread: (spread > 1e-12 ? spread * unit : 0) || 1 };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['method', 'lambda', 'centre', 'spread']);
    const spread = readNumber(fields.spread, `${path}.spread`);
    if (spread <= 0) throw malformed(`${path}.spread`, 'a number above 0', spread);
    return {
      method: readChoice(fields.method, `${path}.method`, methods),
      lambda: readNumber(fields.lambda, `${path}.lambda`),
      centre: readNumber(fields.centre, `${path}.centre`),
      spread,
    };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'number' }]),
  run: ({ method, lambda, centre, spread }) =>
    eachNumber((value) => {
      if (Number.isNaN(value)) return value;
      return withinFloat64((transform(value, lambda, method) - centre) / spread);
    }),
  explain: ({ method, lambda }, [input]) => `${input?.name} to the power ${lambda} (${method}), standardised`,
});

/** Where the power hardly differs from 0 or 2, its limit stands. */
const nearly = 2.220446049250313e-16;

function transform(value: number, lambda: number, method: Method): number {
  if (method === 'boxCox') {
    if (value <= 0) return Number.NaN;
    return withinFloat64(Math.abs(lambda) < nearly ? log(value) : expm1(lambda * log(value)) / lambda);
  }
  if (value >= 0)
    return withinFloat64(Math.abs(lambda) < nearly ? log1p(value) : expm1(lambda * log1p(value)) / lambda);
  const other = 2 - lambda;
  return withinFloat64(Math.abs(other) < nearly ? -log1p(-value) : -expm1(other * log1p(-value)) / other);
}

/** e to the power x less 1, without the cancellation near 0 (Kahan's rearrangement). */
function expm1(x: number): number {
  const power = exp(x);
  if (power === 1) return x;
  const less = power - 1;
  return less === -1 || power === Number.POSITIVE_INFINITY ? less : (less * x) / log(power);
}

/** The power with the largest likelihood of a normal distribution (Box and Cox 1964); 1 where all values are alike. */
function likeliestLambda(values: Float64Array, method: Method): number {
  if (values.every((value) => value === values[0])) return 1;
  const logs = values.map((value) => (method === 'boxCox' ? log(value) : value >= 0 ? log1p(value) : -log1p(-value)));
  const logMean = mean(logs);
  return minimise((lambda) => {
    const made = values.map((value) => transform(value, lambda, method));
    const centre = mean(made);
    const variance = mean(made.map((value) => (value - centre) ** 2));
    const loss = (isOrdinary(variance) ? 0.5 * log(variance) : logSpread(made)) - (lambda - 1) * logMean;
    return Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY;
  });
}

function isOrdinary(variance: number): boolean {
  return variance > 0 && Number.isFinite(variance);
}

/** The log of the standard deviation where squares overflow or vanish. */
function logSpread(values: Float64Array): number {
  const { unit, spread } = standardUnits(values);
  return log(spread) + log(unit);
}
