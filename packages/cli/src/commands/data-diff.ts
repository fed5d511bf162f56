import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { renderDataDiff } from '../render/data-diff.ts';

export const command: Command = operationCommand({
  name: 'data diff',
  operation: 'diffData',
  about:
    'How two takings differ: columns that came, went, were renamed or changed their type; rows that were added, removed or changed; columns that are distributed differently, the worst first. Rows are matched by data.key of the charter or by --key; without a key they are counted as they stand.',
  positionals: [
    { value: 'A', text: 'newest~1 (default), newest, the beginning of a snapshot’s digest, or a file' },
    { value: 'B', text: 'the same; the default is newest' },
  ],
  options: {
    key: {
      kind: 'text',
      value: 'COLUMN[,COLUMN]',
      text: 'the columns that name a row (default: data.key of the charter)',
    },
  },
  exitCodes: [],
  examples: [
    { words: 'data diff', text: 'the last taking with the one before' },
    { words: 'data diff newest new-strikes.csv --key report', text: 'a file before it is taken' },
  ],
  input: (args) => {
    const [a, b] = args.positionals;
    const key = textOption(args, 'key');
    return { ...(a !== undefined && { a }), ...(b !== undefined && { b }), ...(key !== undefined && { key }) };
  },
  render: renderDataDiff,
});
