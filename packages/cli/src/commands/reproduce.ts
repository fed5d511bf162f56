import { formatCount } from '@tend/protocol/number-format';
import { type Command, operationCommand } from '../command.ts';
import { threadsOption, versionPositional } from '../option.ts';
import { numberOption } from '../parse-arguments.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence, versionName } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'reproduce',
  operation: 'reproduce',
  about: 'Trains a model again from its recorded inputs and compares the bytes. Nothing is stored.',
  positionals: [versionPositional],
  options: { threads: threadsOption },
  exitCodes: [3],
  examples: [{ words: 'reproduce v1 --threads 2', text: 'the same bytes with any number of threads' }],
  input: (args) => ({ version: args.positionals[0], threads: numberOption(args, 'threads') }),
  render: (answer, look) => [
    verdictSentence(look, answer.isIdentical ? 'pass' : 'fail', `${versionName(answer.version)}: ${answer.summary}`),
    ...labelled(look, 'recorded', [answer.recorded]),
    ...labelled(look, 'rebuilt', [answer.rebuilt]),
    ...labelled(look, 'threads', [`${answer.threads}, ${formatCount(answer.workersUsed, 'worker')} trained`]),
    ...labelled(look, 'engine', [answer.isEngineEqual ? 'the same' : 'another one than recorded']),
  ],
});
