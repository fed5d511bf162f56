import { type Command, operationCommand } from '../command.ts';
import { threadsOption } from '../option.ts';
import { numberOption, textOption } from '../parse-arguments.ts';
import { renderRun } from '../render/run-answer.ts';

export const command: Command = operationCommand({
  name: 'run',
  operation: 'run',
  about:
    'Runs one iteration: problem, data, explore, prepare, train, evaluate, govern, and the gate. A stage whose inputs, engine and code have not changed is reused, and its line says so.',
  positionals: [],
  options: {
    hypothesis: { kind: 'text', value: 'TEXT', text: 'what this iteration should show' },
    trigger: { kind: 'text', value: 'TEXT', text: 'what started it, e.g. an alarm' },
    threads: threadsOption,
  },
  exitCodes: [3, 4],
  examples: [
    { words: 'run', text: 'in the project folder' },
    { words: 'run --hypothesis "speeds are in km/h since 2001" --threads 2', text: 'say what you expect' },
  ],
  input: (args) => ({
    hypothesis: textOption(args, 'hypothesis'),
    trigger: textOption(args, 'trigger'),
    threads: numberOption(args, 'threads'),
  }),
  render: renderRun,
});
