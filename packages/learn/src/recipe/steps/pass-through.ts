import { readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

/** Makes features of columns as they are. */
export const passThrough: StepDefinition<object> = defineStep({
  name: 'passThrough',
  description: 'Numbers as they are, true and false as 1 and 0; missing stays missing.',
  parameters: {},
  reads: ['number', 'integer', 'boolean'],
  columns: 'each',
  fit: () => ({}),
  parse: (json, path) => readObject(json, path, []),
  outputs: (_, [input]) => (input === undefined ? [] : [input]),
  run: () => ({
    type: 'numbers',
    run([input], [output], count) {
      if (input !== undefined && output !== undefined) copy(input, output, count);
    },
  }),
  explain: (_, [input]) => `${input?.name} as it is`,
});

function copy(from: Float64Array, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) to[row] = from[row] as number;
}
