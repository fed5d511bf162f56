import { formatCount } from '@tend/protocol/number-format';
import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { readLabels } from '../read-labels.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'label',
  operation: 'label',
  about: 'Records what came true. An outcome that is known already stays as it is.',
  positionals: [],
  options: {
    file: {
      kind: 'text',
      value: 'FILE',
      text: 'CSV with the columns prediction, outcome (true or false) and knownAt (date or UTC time)',
      isRequired: true,
    },
  },
  exitCodes: [],
  examples: [{ words: 'label --file labels.csv', text: 'then: npx --no-install tend monitor' }],
  input: (args, { io }) => ({ labels: readLabels(textOption(args, 'file') ?? '', io.cwd) }),
  render: (answer, look) => [
    verdictSentence(look, 'pass', `${formatCount(answer.recorded, 'outcome')} recorded`),
    ...labelled(
      look,
      'known',
      answer.alreadyKnown === 0 ? [] : [`${formatCount(answer.alreadyKnown, 'outcome')} known already`],
    ),
    ...labelled(look, 'next', ['npx --no-install tend monitor']),
  ],
});
