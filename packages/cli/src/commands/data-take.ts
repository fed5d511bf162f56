import { type Command, operationCommand } from '../command.ts';
import { renderTaking } from '../render/snapshots.ts';

export const command: Command = operationCommand({
  name: 'data take',
  operation: 'takeData',
  about:
    'Reads the source, keeps what it reads as a snapshot, holds it to the contract and says what is wrong with it. No other stage runs. The same data taken twice is one snapshot.',
  positionals: [],
  options: {},
  exitCodes: [3],
  examples: [{ words: 'data take', text: 'in the project folder' }],
  input: () => ({}),
  render: renderTaking,
});
