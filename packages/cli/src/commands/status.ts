import { type Command, operationCommand } from '../command.ts';
import { renderStatus } from '../render/status.ts';

export const command: Command = operationCommand({
  name: 'status',
  operation: 'status',
  about: 'Where the project stands, what serves, which alarms are open, and what comes next.',
  positionals: [],
  options: {},
  exitCodes: [],
  examples: [{ words: 'status', text: 'in the project folder' }],
  input: () => ({}),
  render: renderStatus,
});
