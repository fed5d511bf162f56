import { normalQuantile, quantile } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readChoice, readList, readNumber, readObject } from '../read-json.ts';
import { eachNumber } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

const shapes = ['uniform', 'normal'] as const;

export interface QuantileScaleLearned {
  /** Quantiles of the training rows at equal steps from 0 to 1. */
  readonly quantiles: readonly number[];
  readonly shape: (typeof shapes)[number];
}

/** Numbers by their rank among the training rows. */
export const quantileScale: StepDefinition<QuantileScaleLearned> = defineStep({
  name: 'quantileScale',
  description:
    'The share of training rows below the number, from 0 to 1 or as a normal number, as in scikit-learn; missing stays missing.',
  parameters: {
    shape: {
      type: 'choice',
      default: 'normal',
      choices: shapes,
      description: 'The distribution that training rows get.',
    },
    quantiles: {
      type: 'integer',
      default: 1000,
      min: 2,
      max: 100_000,
      description: 'Quantiles that are kept, at most one a row; between them values are interpolated.',
    },
  },
  reads: ['number', 'integer'],
  columns: 'each',
  fit({ shape, quantiles }, [input], { rowCount }): QuantileScaleLearned {
    const sorted = presentValues(input).toSorted();
    const count = Math.max(2, Math.min(quantiles, rowCount));
    if (sorted.length === 0) return { quantiles: [0, 1], shape };
    return { quantiles: Array.from({ length: count }, (_, i) => quantile(sorted, i / (count - 1))), shape };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['quantiles', 'shape']);
    const quantiles = readList(fields.quantiles, `${path}.quantiles`, readNumber);
    if (quantiles.length < 2 || quantiles.some((one, place) => one < (quantiles[place - 1] ?? one)))
      throw malformed(`${path}.quantiles`, 'two numbers or more, none below the one before', quantiles);
    return { quantiles, shape: readChoice(fields.shape, `${path}.shape`, shapes) };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'number' }]),
  run({ quantiles, shape }) {
    const known = Float64Array.from(quantiles);
    const bounds = quantileScaleBounds(shape);
    return eachNumber((value) => {
      if (Number.isNaN(value)) return value;
      const share = shareBelow(known, value, bounds.slack);
      return shape === 'uniform' ? share : Math.min(bounds.highest, Math.max(bounds.lowest, normalQuantile(share)));
    });
  },
  explain: ({ shape }, [input]) => `${input?.name}: its rank among the training rows, ${shape}`,
});

/** As near to the ends as scikit-learn lets a normal number come: about 5.2. */
const threshold = 1e-7;
const least = threshold - 2 ** -52;
const [lowest, highest] = [normalQuantile(least), normalQuantile(1 - least)];

/** How near to an end a number is at the end, and the least and the largest number that a shape gives. */
export function quantileScaleBounds(shape: QuantileScaleLearned['shape']): {
  readonly slack: number;
  readonly lowest: number;
  readonly highest: number;
} {
  return shape === 'uniform' ? { slack: 0, lowest: 0, highest: 1 } : { slack: threshold, lowest, highest };
}

/**
 * The place of a value among ascending quantiles, from 0 to 1, by interpolation; in the middle of equal ones. Within `slack` of an
 * end it is at the end.
 */
function shareBelow(quantiles: Float64Array, value: number, slack: number): number {
  const last = quantiles.length - 1;
  if (value - slack < (quantiles[0] as number) || value === quantiles[0]) return 0;
  if (value + slack > (quantiles[last] as number) || value === quantiles[last]) return 1;
  // The first place with a larger quantile, and the first with one that is not smaller.
  const above = countWhile(quantiles, (one) => one <= value);
  const from = countWhile(quantiles, (one) => one < value);
  return (between(quantiles, above - 1, above, value) + between(quantiles, from - 1, from, value)) / (2 * last);
}

function between(quantiles: Float64Array, below: number, above: number, value: number): number {
  const [low, high] = [quantiles[below] as number, quantiles[above] as number];
  // Halves, as the distance of the largest numbers overflows.
  return (
    below + (Number.isFinite(high - low) ? (value - low) / (high - low) : (value / 2 - low / 2) / (high / 2 - low / 2))
  );
}

/** How many of the first entries meet a condition that no entry meets after one that does not. */
function countWhile(sorted: Float64Array, isMet: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isMet(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
