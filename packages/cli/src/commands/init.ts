import { resolve } from 'node:path';
import { formatCount, formatShare } from '@tend/protocol/number-format';
import { type Command, operationCommand, type Session } from '../command.ts';
import { hasFlag, textOption } from '../parse-arguments.ts';
import { pathInFolder } from '../path-in-folder.ts';
import { bullets } from '../render/bullets.ts';
import { headed, labelled } from '../render/labelled.ts';
import { verdictSentence } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'init',
  operation: 'init',
  about:
    'Reads the file and writes tend.yaml with all that a machine can propose: task, metric, split, contract. What only people know is left blank ("?"); a blank stops the stage that needs it and none before.',
  positionals: [],
  options: {
    data: { kind: 'text', value: 'FILE', text: 'the CSV file to learn from', isRequired: true },
    target: { kind: 'text', value: 'COLUMN', text: 'the column to predict', isRequired: true },
    name: { kind: 'text', value: 'NAME', text: 'the name of the project (default: from the file)' },
    separate: { kind: 'flag', text: 'whoever trains may not approve (default: off, as for one person)' },
  },
  exitCodes: [],
  examples: [{ words: 'init --data churn.csv --target churned', text: 'start on your own data' }],
  folder: newFolder,
  input: (args, session) => ({
    data: pathInFolder(newFolder(session), session.io.cwd, textOption(args, 'data') ?? ''),
    target: textOption(args, 'target') ?? '',
    name: textOption(args, 'name'),
    separate: hasFlag(args, 'separate'),
  }),
  render: (answer, look) => [
    verdictSentence(look, 'pass', `${answer.charterPath} proposes a charter for ${answer.name}`),
    ...labelled(look, 'data', [`${formatCount(answer.rows, 'row')}, ${formatCount(answer.columns, 'column')}`]),
    ...labelled(look, 'target', [`${answer.target}, positive in ${formatShare(answer.positiveShare)} of the rows`]),
    ...headed(look, 'proposed', bullets(look, answer.proposals, 'nothing')),
    ...headed(look, 'left blank, for people to fill', bullets(look, answer.blanks, 'nothing')),
    '',
    ...labelled(look, 'next', ['npx --no-install tend run']),
  ],
});

/** The project does not exist yet: it comes into being where the person stands, or where `--project` says. */
function newFolder({ args, io }: Session): string {
  return resolve(io.cwd, textOption(args, 'project') ?? '.');
}
