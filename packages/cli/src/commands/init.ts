import { resolve } from 'node:path';
import type { DataSource } from '@tend/protocol';
import { formatCount, formatShare } from '@tend/protocol/number-format';
import { type Command, operationCommand, type Session } from '../command.ts';
import { misuse } from '../input-problem.ts';
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
    data: { kind: 'text', value: 'FILE', text: 'the file, glob or address to learn from' },
    target: { kind: 'text', value: 'COLUMN', text: 'the column to predict', isRequired: true },
    encoding: {
      kind: 'text',
      value: 'NAME',
      text: 'of text files, such as windows-1252 (default: UTF-8, or as proposed)',
    },
    delimiter: { kind: 'text', value: 'SIGN', text: 'between the fields (default: found out)' },
    query: {
      kind: 'text',
      value: 'SQL',
      text: 'the rows of a database: of --data FILE, an SQLite file, or of --postgres',
    },
    postgres: {
      kind: 'text',
      value: 'VARIABLE',
      text: 'the environment variable with the address of a PostgreSQL database',
    },
    authorization: { kind: 'text', value: 'VARIABLE', text: 'the environment variable with the header for an address' },
    'max-rejected': {
      kind: 'text',
      value: 'LIMIT',
      text: 'rows that may be set aside, such as 0.1% or 5 (default: none)',
    },
    name: { kind: 'text', value: 'NAME', text: 'the name of the project (default: from the file)' },
    separate: { kind: 'flag', text: 'whoever trains may not approve (default: off, as for one person)' },
  },
  exitCodes: [],
  examples: [
    { words: 'init --data churn.csv --target churned', text: 'start on your own data' },
    {
      words: 'init --data shop.db --query "select * from orders order by id" --target returned',
      text: 'on a database',
    },
  ],
  folder: newFolder,
  input: (args, session) => ({
    data: sourceOf(session),
    target: textOption(args, 'target') ?? '',
    name: textOption(args, 'name'),
    maxRejected: rejectedLimit(textOption(args, 'max-rejected')),
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

/** The source as the charter writes it: a plain text where nothing but a file or an address is said. */
function sourceOf(session: Session): DataSource {
  const { args, io } = session;
  const [data, query, postgres] = ['data', 'query', 'postgres'].map((name) => textOption(args, name));
  const help = ['npx --no-install tend init --help'];
  if ((data === undefined) === (postgres === undefined))
    throw misuse({
      message: 'tend init needs one source',
      expected: '--data FILE or --postgres VARIABLE',
      came: data === undefined ? 'neither' : 'both',
      next: help,
    });
  if (postgres !== undefined) {
    if (query === undefined)
      throw misuse({ message: '--postgres needs a query', expected: '--query SQL', came: 'none', next: help });
    return { postgres, query };
  }
  const format = defined({ encoding: textOption(args, 'encoding'), delimiter: textOption(args, 'delimiter') });
  const isPlain = Object.keys(format).length === 0;
  if (data !== undefined && /^https?:\/\//i.test(data)) {
    const address = defined({ authorization: textOption(args, 'authorization') });
    return isPlain && Object.keys(address).length === 0 ? data : { url: data, ...address, ...format };
  }
  const path = pathInFolder(newFolder(session), io.cwd, data ?? '');
  if (query !== undefined) return { sqlite: path, query };
  return isPlain ? path : { path, ...format };
}

/** What was given of these. */
function defined(options: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A share stays a text, a count becomes a number. */
function rejectedLimit(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

/** The project does not exist yet: it comes into being where the person stands, or where `--project` says. */
function newFolder({ args, io }: Session): string {
  return resolve(io.cwd, textOption(args, 'project') ?? '.');
}
