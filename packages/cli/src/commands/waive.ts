import { type Command, operationCommand } from '../command.ts';
import { versionPositional } from '../option.ts';
import { textOption } from '../parse-arguments.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence, versionName } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'waive',
  operation: 'waive',
  about:
    'Accepts that one criterion does not pass, for a time. Only someone entitled to approve who did not train may do so; the waiver shows wherever the model shows, and an alarm opens when it expires.',
  positionals: [versionPositional],
  options: {
    criterion: { kind: 'text', value: 'ID', text: 'the criterion, as its table names it', isRequired: true },
    reason: { kind: 'text', value: 'TEXT', text: 'why this is acceptable', isRequired: true },
    until: { kind: 'date', value: 'DATE', text: 'the day it expires, e.g. 2027-03-01', isRequired: true },
  },
  exitCodes: [3],
  examples: [
    {
      words: 'waive --criterion recall-large --reason "inspected by hand" --until 2027-03-01',
      text: 'for the newest version',
    },
  ],
  input: (args) => ({
    version: args.positionals[0],
    criterion: textOption(args, 'criterion') ?? '',
    reason: textOption(args, 'reason') ?? '',
    until: textOption(args, 'until') ?? '',
  }),
  render: ({ waiver, version, next }, look) => [
    verdictSentence(look, 'waiting', `waived: ${waiver.criterion} of ${versionName(version)} until ${waiver.until}`),
    ...labelled(look, 'by', [waiver.person]),
    ...labelled(look, 'reason', [waiver.reason]),
    ...labelled(look, 'next', next === '' ? [] : [next]),
  ],
});
