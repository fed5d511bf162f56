import { readChoice, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { withinFloat64 } from './within-float64.ts';

const operations = ['product', 'ratio', 'difference', 'sum'] as const;

export interface InteractLearned {
  readonly operation: (typeof operations)[number];
}

const signs = { product: ' x ', ratio: ' / ', difference: ' - ', sum: ' + ' } as const;

/** One number from several: their product, ratio, difference or sum. */
export const interact: StepDefinition<InteractLearned> = defineStep({
  name: 'interact',
  description: 'A number from several: product, ratio, difference or sum. Missing where one is, and where 0 divides.',
  parameters: {
    operation: {
      type: 'choice',
      default: 'product',
      choices: operations,
      description: 'Ratio and difference take two columns, product and sum two or more.',
    },
  },
  reads: ['number', 'integer', 'boolean'],
  columns: 'together',
  keepsInputs: true,
  check({ operation }, inputs) {
    const isPair = operation === 'ratio' || operation === 'difference';
    if (inputs.length < 2 || (isPair && inputs.length > 2))
      return `${inputs.length} columns for a ${operation} of ${isPair ? 'two' : 'two or more'}`;
    return undefined;
  },
  fit: ({ operation }): InteractLearned => ({ operation }),
  parse(json, path) {
    const { operation } = readObject(json, path, ['operation']);
    return { operation: readChoice(operation, `${path}.operation`, operations) };
  },
  outputs: ({ operation }, inputs) => [{ name: inputs.map(({ name }) => name).join(signs[operation]), kind: 'number' }],
  run: ({ operation }) => ({
    type: 'numbers',
    run([first, ...rest], [output], count) {
      if (first === undefined || output === undefined) return;
      for (let row = 0; row < count; row++) {
        let value = first[row] as number;
        for (let i = 0; i < rest.length; i++)
          value = combine(operation, value, (rest[i] as Float64Array)[row] as number);
        output[row] = value;
      }
    },
  }),
  explain: ({ operation }, inputs) => `the ${operation} of ${inputs.map(({ name }) => name).join(' and ')}`,
});

function combine(operation: InteractLearned['operation'], a: number, b: number): number {
  if (operation === 'ratio' && b === 0) return Number.NaN;
  return withinFloat64(
    operation === 'product' ? a * b : operation === 'ratio' ? a / b : operation === 'sum' ? a + b : a - b,
  );
}
