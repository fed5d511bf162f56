import { type Command, operationCommand } from '../command.ts';

export const command: Command = operationCommand({
  name: 'data contract',
  operation: 'dataContract',
  about:
    'Prints the contract that the next taking is held to, as YAML: every proposed term with what was observed and why. What is pasted into tend.yaml is a term of yours; without "severity: warn" it blocks.',
  positionals: [],
  options: {},
  exitCodes: [],
  examples: [{ words: 'data contract', text: 'copy the lines you want to hold the source to' }],
  input: () => ({}),
  render: ({ yaml }) => yaml,
});
