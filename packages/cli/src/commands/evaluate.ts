import { type Command, operationCommand } from '../command.ts';
import { numberOption, textOption } from '../parse-arguments.ts';
import { pathInFolder } from '../path-in-folder.ts';
import { renderRun } from '../render/run-answer.ts';

export const command: Command = operationCommand({
  name: 'evaluate',
  operation: 'evaluate',
  about:
    'Governs a model that Tend never ran, from its predictions: the same criteria, slices, card and gate. Later predictions and labels feed monitoring in the same way.',
  positionals: [],
  options: {
    predictions: {
      kind: 'text',
      value: 'FILE',
      text: 'CSV with id, score, outcome and any slice columns',
      isRequired: true,
    },
    model: { kind: 'text', value: 'NAME', text: "the model's name (default: the project's, with -external)" },
    threshold: {
      kind: 'number',
      value: 'X',
      text: 'the score from which the answer is yes (default: where acting pays, needless / (missed + needless); 0.5 while costs are blank)',
    },
  },
  exitCodes: [3, 4],
  examples: [{ words: 'evaluate --predictions scores.csv --model vendor-x', text: "a vendor's model" }],
  input: (args, session) => ({
    predictions: pathInFolder(session.folder(), session.io.cwd, textOption(args, 'predictions') ?? ''),
    model: textOption(args, 'model'),
    threshold: numberOption(args, 'threshold'),
  }),
  render: renderRun,
});
