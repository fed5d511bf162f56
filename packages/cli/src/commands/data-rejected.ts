import { type Command, operationCommand } from '../command.ts';
import { renderRejected } from '../render/snapshots.ts';

export const command: Command = operationCommand({
  name: 'data rejected',
  operation: 'rejectedRows',
  about:
    'The rows that a taking set aside because they misfit: file, line, what was expected and what came. How many may be set aside is data.maxRejected of the charter.',
  positionals: [{ value: 'SNAPSHOT', text: 'the digest of a snapshot, or the beginning of it (default: the newest)' }],
  options: {},
  exitCodes: [],
  examples: [{ words: 'data rejected', text: 'of the newest snapshot' }],
  input: (args) => {
    const [snapshot] = args.positionals;
    return snapshot === undefined ? {} : { snapshot };
  },
  render: renderRejected,
});
