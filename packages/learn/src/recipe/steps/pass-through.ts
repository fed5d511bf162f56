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
  run: () => ({ type: 'same' }),
  explain: (_, [input]) => `${input?.name} as it is`,
});
