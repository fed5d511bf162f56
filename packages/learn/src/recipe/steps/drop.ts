import { readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

/** Takes columns away from the features. */
export const drop: StepDefinition<object> = defineStep({
  name: 'drop',
  description: 'What it names is no feature, such as a column that was needed for another one only.',
  parameters: {},
  reads: ['number', 'integer', 'boolean', 'date', 'instant', 'text'],
  columns: 'each',
  fit: () => ({}),
  parse: (json, path) => readObject(json, path, []),
  outputs: () => [],
  run: () => ({ type: 'mixed', bind: () => () => {} }),
  explain: (_, [input]) => `${input?.name} is left out`,
});
