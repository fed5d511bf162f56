import { type Command, operationCommand } from '../command.ts';
import { findingPositional } from '../option.ts';
import { textOption } from '../parse-arguments.ts';
import { renderFindingDecision } from '../render/findings.ts';

export const command: Command = operationCommand({
  name: 'findings resolve',
  operation: 'resolveFinding',
  about:
    'Says that the cause of a finding is gone. The next run looks again: where it is still there, the finding is open again.',
  positionals: [{ ...findingPositional, isRequired: true }],
  options: { reason: { kind: 'text', value: 'TEXT', text: 'what was done about it', isRequired: true } },
  exitCodes: [],
  examples: [{ words: 'findings resolve 84c0e1b3 --reason "the export was repaired"', text: 'then: npx tend run' }],
  input: (args) => ({ id: args.positionals[0] ?? '', reason: textOption(args, 'reason') ?? '' }),
  render: renderFindingDecision,
});
