import { type Command, operationCommand } from '../command.ts';
import { versionPositional } from '../option.ts';
import { textOption } from '../parse-arguments.ts';
import { renderApproval } from '../render/approval.ts';

export const command: Command = operationCommand({
  name: 'reject',
  operation: 'reject',
  about: 'Records that a version must not be promoted, and why.',
  positionals: [versionPositional],
  options: {
    reason: { kind: 'text', value: 'TEXT', text: 'why not, for the card and for the next iteration', isRequired: true },
  },
  exitCodes: [3],
  examples: [{ words: 'reject v2 --reason "misses most strikes by gulls"', text: 'the reason is required' }],
  input: (args) => ({ version: args.positionals[0], reason: textOption(args, 'reason') ?? '' }),
  render: renderApproval,
});
