import { type Command, operationCommand } from '../command.ts';

export const command: Command = operationCommand({
  name: 'prepare',
  operation: 'recipe',
  about:
    'Prints the recipes of the newest run as YAML, each step with its reason. Pasted into tend.yaml under "prepare", they are the recipes of the next run, and yours to change.',
  positionals: [],
  options: {},
  exitCodes: [],
  examples: [{ words: 'prepare', text: 'see how columns become features, and copy the steps you want to change' }],
  input: () => ({}),
  render: ({ yaml }) => yaml,
});
