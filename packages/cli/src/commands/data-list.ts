import { type Command, operationCommand } from '../command.ts';
import { renderSnapshots } from '../render/snapshots.ts';

export const command: Command = operationCommand({
  name: 'data list',
  operation: 'snapshots',
  about: 'The snapshots that were taken, the newest first: what was read, when, and what failed.',
  positionals: [],
  options: {},
  exitCodes: [],
  examples: [{ words: 'data list', text: 'in the project folder' }],
  input: () => ({}),
  render: renderSnapshots,
});
