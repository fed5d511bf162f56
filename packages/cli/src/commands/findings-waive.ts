import { type Command, operationCommand } from '../command.ts';
import { findingPositional } from '../option.ts';
import { textOption } from '../parse-arguments.ts';
import { renderFindingDecision } from '../render/findings.ts';

export const command: Command = operationCommand({
  name: 'findings waive',
  operation: 'waiveFinding',
  about:
    'Accepts a finding as it is, for a time, so that it blocks no run. Only someone entitled to approve who does not train may do so. The waiver shows on the card; it ends early where the finding becomes worse: other terms, or twice the share of failing rows.',
  positionals: [{ ...findingPositional, isRequired: true }],
  options: {
    reason: { kind: 'text', value: 'TEXT', text: 'why this is acceptable', isRequired: true },
    until: { kind: 'date', value: 'DATE', text: 'the last day on which it counts, e.g. 2027-03-01', isRequired: true },
  },
  exitCodes: [3],
  examples: [
    {
      words: 'findings waive 84c0e1b3 --reason "known, harmless" --until 2027-03-01 --as mara',
      text: 'then run again',
    },
  ],
  input: (args) => ({
    id: args.positionals[0] ?? '',
    reason: textOption(args, 'reason') ?? '',
    until: textOption(args, 'until') ?? '',
  }),
  render: renderFindingDecision,
});
