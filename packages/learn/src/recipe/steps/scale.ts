import { mean, selectQuantiles } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

export interface ScaleLearned {
  /** The feature is (value - centre) / spread. */
  readonly centre: number;
  readonly spread: number;
}

/** Brings numbers to a common scale by a shift and a factor. */
export const scale: StepDefinition<ScaleLearned> = defineStep({
  name: 'scale',
  description: 'Numbers on a common scale, by a shift and a factor; missing stays missing.',
  parameters: {
    method: {
      type: 'choice',
      default: 'standard',
      choices: ['standard', 'robust', 'minMax'],
      description: 'Mean 0 and standard deviation 1; median 0 and interquartile range 1; or smallest 0 and largest 1.',
    },
  },
  reads: ['number', 'integer', 'boolean'],
  columns: 'each',
  fit({ method }, [input]): ScaleLearned {
    const present = presentValues(input);
    if (present.length === 0) return { centre: 0, spread: 1 };
    if (method === 'standard') return standardScale(present);
    const [low, high] = method === 'robust' ? [0.25, 0.75] : [0, 1];
    const [first = 0, middle = 0, last = 0] = selectQuantiles(present, [low, 0.5, high]);
    return { centre: method === 'robust' ? middle : first, spread: spreadOf(last - first) };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['centre', 'spread']);
    const spread = readNumber(fields.spread, `${path}.spread`);
    if (spread <= 0) throw malformed(`${path}.spread`, 'a number above 0', spread);
    return { centre: readNumber(fields.centre, `${path}.centre`), spread };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'number' }]),
  run: ({ centre, spread }) => ({
    type: 'numbers',
    run([input], [output], count) {
      if (input === undefined || output === undefined) return;
      for (let row = 0; row < count; row++) output[row] = ((input[row] as number) - centre) / spread;
    },
  }),
  explain: ({ centre, spread }, [input]) => `${input?.name} less ${centre}, divided by ${spread}`,
});

function standardScale(present: Float64Array): ScaleLearned {
  let unit = 0;
  for (let i = 0; i < present.length; i++) unit = Math.max(unit, Math.abs(present[i] as number));
  if (unit === 0) unit = 1;
  // In units of the largest value, so that squares of extreme values stay finite.
  for (let i = 0; i < present.length; i++) present[i] = (present[i] as number) / unit;
  const centre = mean(present);
  for (let i = 0; i < present.length; i++) {
    const difference = (present[i] as number) - centre;
    present[i] = difference * difference;
  }
  return { centre: centre * unit, spread: spreadOf(Math.sqrt(mean(present)) * unit) };
}

/** One value everywhere has no scale of its own: the feature is then 0 on every row. */
function spreadOf(spread: number): number {
  return spread > 0 ? Math.min(spread, Number.MAX_VALUE) : 1;
}
