import { type Command, operationCommand } from '../command.ts';
import { numberOption } from '../parse-arguments.ts';
import { renderSnapshots } from '../render/snapshots.ts';

export const command: Command = operationCommand({
  name: 'data list',
  operation: 'snapshots',
  about: 'The snapshots that were taken, the newest first: what was read, when, and what failed.',
  positionals: [],
  options: {
    limit: { kind: 'integer', value: 'N', min: 1, max: 1000, text: 'takings to show (default: 50)' },
    skip: { kind: 'integer', value: 'N', min: 0, text: 'newer takings to leave out (default: 0)' },
  },
  exitCodes: [],
  examples: [{ words: 'data list', text: 'in the project folder' }],
  input: (args) => ({ limit: numberOption(args, 'limit'), skip: numberOption(args, 'skip') }),
  render: renderSnapshots,
});
