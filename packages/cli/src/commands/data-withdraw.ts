import { type Command, operationCommand, type Session } from '../command.ts';
import { misuse } from '../input-problem.ts';
import { textOption } from '../parse-arguments.ts';
import { renderWithdrawal } from '../render/withdrawal.ts';

export const command: Command = operationCommand({
  name: 'data withdraw',
  operation: 'withdraw',
  about:
    'Leaves the rows of a person out of every later run, erases what is stored of them (snapshots, rejected rows, samples, logged predictions), lists the models that were trained on them, and searches every file of the project for the key. Without --key the key is read from standard input, so that no shell history has it. Run again, it finishes what was interrupted.',
  positionals: [],
  options: {
    key: { kind: 'text', value: 'KEY', text: 'the value of the column data.key; default: read from standard input' },
    reason: { kind: 'text', value: 'TEXT', text: 'why; it is kept, so it must not name the person' },
  },
  exitCodes: [3, 4],
  examples: [
    { words: 'data withdraw', text: 'asks for the key, which then stands in no shell history' },
    { words: 'data withdraw --key C-1042 --reason "request of 2026-11-20"', text: 'the key as an option' },
  ],
  input: async (args, session) => {
    const reason = textOption(args, 'reason');
    const key = textOption(args, 'key') ?? (await keyFrom(session));
    return { key, ...(reason === undefined ? {} : { reason }) };
  },
  render: renderWithdrawal,
});

/** The first line of standard input, asked for where a person is there. */
async function keyFrom({ io, signal }: Session): Promise<string> {
  const text = io.isInteractive ? await io.ask('Key of the person: ', signal) : await io.readStdin();
  const [key = ''] = (text ?? '').split(/\r?\n/);
  if (key !== '') return key;
  throw misuse({
    message: 'the key of a person is missing',
    expected: '--key KEY, or the key on standard input',
    came: 'an empty line',
    next: ['npx --no-install tend data withdraw --help'],
  });
}
