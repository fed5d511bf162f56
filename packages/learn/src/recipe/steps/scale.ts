import { selectQuantiles } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { standardUnits } from './standard-units.ts';
import { withinFloat64 } from './within-float64.ts';

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
    if (method === 'standard') {
      const { unit, centre, spread } = standardUnits(present);
      return { centre: centre * unit, spread: spreadOf(spread * unit) };
    }
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
      if (input !== undefined && output !== undefined) shiftAndDivide(input, centre, spread, output, count);
    },
  }),
  explain: ({ centre, spread }, [input]) => `${input?.name} less ${centre}, divided by ${spread}`,
});

function shiftAndDivide(from: Float64Array, centre: number, spread: number, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    const scaled = ((from[row] as number) - centre) / spread;
    const isFar = Math.abs(scaled) === Number.POSITIVE_INFINITY;
    to[row] = isFar ? farScaled(from[row] as number, centre, spread) : scaled;
  }
}

/** What overflows only on the way is a number; what is beyond float64 is as large as it holds, and keeps its place in the order. */
function farScaled(value: number, centre: number, spread: number): number {
  const difference = value - centre;
  return withinFloat64(Number.isFinite(difference) ? difference / spread : value / spread - centre / spread);
}

/** One value everywhere has no scale of its own: the feature is then 0 on every row. */
function spreadOf(spread: number): number {
  return spread > 0 ? withinFloat64(spread) : 1;
}
