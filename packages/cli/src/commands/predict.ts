import { formatNumber } from '@tend/protocol/number-format';
import { type Command, operationCommand } from '../command.ts';
import { misuse } from '../input-problem.ts';
import { textOption } from '../parse-arguments.ts';
import { readRows } from '../read-rows.ts';
import { layColumns } from '../render/columns.ts';
import { labelled } from '../render/labelled.ts';

export const command: Command = operationCommand({
  name: 'predict',
  operation: 'predict',
  about:
    'Scores rows with the deployed version and logs each answer under an id. With --version another version answers, and nothing is logged.',
  positionals: [],
  options: {
    row: { kind: 'text', value: 'JSON', text: 'one row as a JSON object, null for a missing value' },
    rows: { kind: 'text', value: 'FILE', text: 'a JSON array of rows; - reads standard input' },
    version: { kind: 'text', value: 'VERSION', text: 'v2, NAME@v2 or a digest instead of what is deployed' },
  },
  exitCodes: [3],
  examples: [
    { words: 'predict --row \'{"Wildlife Size": "Large", "Speed IAS in knots": 140}\'', text: 'one row' },
    { words: 'predict --rows rows.json --json', text: 'many rows, answers as JSON' },
  ],
  input: async (args, { io }) => {
    const row = textOption(args, 'row');
    const file = textOption(args, 'rows');
    if ((row === undefined) === (file === undefined)) {
      throw misuse({
        message: 'tend predict needs either --row JSON or --rows FILE',
        expected: 'one of them',
        came: row === undefined ? 'none' : 'both',
        next: ['npx --no-install tend predict --help'],
      });
    }
    return {
      rows: await readRows(row === undefined ? { file: file ?? '-' } : { option: '--row', text: row }, io),
      version: textOption(args, 'version'),
    };
  },
  render: (answer, look) => [
    ...layColumns(
      look,
      [{ title: 'prediction' }, { title: 'score', align: 'right' }, { title: 'answer' }],
      answer.predictions.map((prediction) => [
        { text: prediction.id ?? 'not logged', ...(prediction.id === null ? { paint: look.paint.dim } : {}) },
        { text: formatNumber(prediction.score) },
        { text: prediction.isPositive ? 'yes' : 'no' },
      ]),
    ),
    ...labelled(look, 'by', [`${answer.model}@v${answer.version}`]),
    ...labelled(
      look,
      'next',
      answer.predictions[0]?.id == null ? [] : [`npx --no-install tend why ${answer.predictions[0].id}`],
    ),
  ],
});
