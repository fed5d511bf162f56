import { selectQuantiles } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { withinFloat64 } from './within-float64.ts';

export interface ClipLearned {
  readonly lower: number;
  readonly upper: number;
}

/** Holds numbers within bounds, so that no single value dominates. */
export const clip: StepDefinition<ClipLearned> = defineStep({
  name: 'clip',
  description: 'Holds outliers: a value beyond a bound counts as the bound; missing stays missing.',
  parameters: {
    method: {
      type: 'choice',
      default: 'quantiles',
      choices: ['quantiles', 'iqr', 'bounds'],
      description:
        'Bounds from quantiles of the training rows, from the quartiles and the distance between them, or given ones.',
    },
    lower: { type: 'number', default: 0.005, min: 0, max: 1, description: 'The share below the lower quantile.' },
    upper: { type: 'number', default: 0.995, min: 0, max: 1, description: 'The share below the upper quantile.' },
    factor: {
      type: 'number',
      default: 1.5,
      min: 0,
      max: 1000,
      description: 'How many interquartile ranges beyond the quartiles a value may lie (iqr).',
    },
    least: { type: 'number', default: -1e300, min: -1e300, max: 1e300, description: 'The lower bound (bounds).' },
    most: { type: 'number', default: 1e300, min: -1e300, max: 1e300, description: 'The upper bound (bounds).' },
  },
  reads: ['number', 'integer'],
  columns: 'each',
  check({ method, lower, upper, least, most }) {
    if (method === 'quantiles' && lower > upper) return `lower ${lower} above upper ${upper}`;
    return method === 'bounds' && least > most ? `least ${least} above most ${most}` : undefined;
  },
  fit({ method, lower, upper, factor, least, most }, [input]): ClipLearned {
    if (method === 'bounds') return { lower: least, upper: most };
    const present = presentValues(input);
    if (present.length === 0) return { lower: 0, upper: 0 };
    if (method === 'quantiles') return quantileBounds(present, lower, upper);
    const [first = 0, third = 0] = selectQuantiles(present, [0.25, 0.75]);
    const reach = factor * (third - first);
    return { lower: withinFloat64(first - reach), upper: withinFloat64(third + reach) };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['lower', 'upper']);
    const lower = readNumber(fields.lower, `${path}.lower`);
    const upper = readNumber(fields.upper, `${path}.upper`);
    if (lower > upper) throw malformed(`${path}.upper`, `at least ${lower}`, upper);
    return { lower, upper };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'number' }]),
  run: ({ lower, upper }) => ({
    type: 'numbers',
    run([input], [output], count) {
      if (input !== undefined && output !== undefined) hold(input, lower, upper, output, count);
    },
  }),
  explain: ({ lower, upper }, [input]) => `${input?.name} held within ${lower} and ${upper}`,
});

function hold(from: Float64Array, lower: number, upper: number, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) to[row] = Math.min(upper, Math.max(lower, from[row] as number));
}

/**
 * Where nearly all values are one and the same, the quantiles of those that differ from it, so that a column which is mostly
 * zero keeps its scale.
 */
function quantileBounds(present: Float64Array, below: number, above: number): ClipLearned {
  const [lower = 0, upper = 0] = selectQuantiles(present, [below, above]);
  if (lower < upper) return { lower, upper };
  const rest = present.filter((value) => value !== lower);
  if (rest.length === 0) return { lower, upper };
  const [least = lower, most = upper] = selectQuantiles(rest, [below, above]);
  return { lower: Math.min(lower, least), upper: Math.max(upper, most) };
}
