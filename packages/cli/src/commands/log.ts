import { formatCount } from '@tend/protocol/number-format';
import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { readScored } from '../read-scored.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'log',
  operation: 'log',
  about:
    'Records answers that the serving version gave elsewhere, so that monitoring sees them; with the outcomes that are known by now.',
  positionals: [],
  options: {
    file: {
      kind: 'text',
      value: 'FILE',
      text: 'a JSON array of {score, row, at, outcome, knownAt}, only the score is required; - reads standard input',
      isRequired: true,
    },
  },
  exitCodes: [3],
  examples: [{ words: 'log --file answers.json', text: 'then: npx --no-install tend monitor' }],
  input: async (args, { io }) => ({ predictions: await readScored({ file: textOption(args, 'file') ?? '-' }, io) }),
  render: (answer, look) => [
    verdictSentence(look, 'pass', `${formatCount(answer.ids.length, 'prediction')} recorded`),
    ...labelled(look, 'outcomes', [`${formatCount(answer.labelled, 'outcome')} with them`]),
    ...labelled(look, 'ids', idRange(answer.ids)),
    ...labelled(look, 'next', ['npx --no-install tend monitor']),
  ],
});

function idRange(ids: readonly string[]): readonly string[] {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [first === last ? first : `${first} to ${last}; all of them with --json`];
}
