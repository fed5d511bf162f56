import { type Command, operationCommand } from '../command.ts';
import { renderWhy } from '../render/why.ts';

export const command: Command = operationCommand({
  name: 'why',
  operation: 'why',
  about:
    'Why one prediction was made and who allowed it: the contributions that add up to it, then the chain from the prediction to the charter with digests, people and times.',
  positionals: [{ value: 'PREDICTION', text: 'the id that came with the answer', isRequired: true }],
  options: {},
  exitCodes: [3],
  examples: [{ words: 'why d3f9-7k2m-000042', text: 'the id stands in every answer' }],
  input: (args) => ({ prediction: args.positionals[0] ?? '' }),
  render: renderWhy,
});
