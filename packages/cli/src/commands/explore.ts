import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, operationCommand, type Session } from '../command.ts';
import { findProjectFolder } from '../find-project-folder.ts';
import { misuse } from '../input-problem.ts';
import { type Arguments, hasFlag, textOption } from '../parse-arguments.ts';
import { pathInFolder } from '../path-in-folder.ts';
import { renderExploration } from '../render/exploration.ts';

export const command: Command = operationCommand({
  name: 'explore',
  operation: 'explore',
  about:
    'Looks at the data and writes one HTML page: what to settle first, every column, how columns go together and with the outcome, missing values, time, rows. In a project it looks at the training rows of the newest snapshot with the charter’s outcome; without one at all rows of a file. The page holds aggregates only.',
  positionals: [
    { value: 'DATA', text: 'newest (default in a project), the beginning of a snapshot’s digest, or a file' },
  ],
  options: {
    target: {
      kind: 'text',
      value: 'COLUMN|EXPRESSION',
      text: 'the outcome to relate columns to (default: that of the charter)',
    },
    against: { kind: 'text', value: 'DATA', text: 'a snapshot or file to compare with: differences come first' },
    out: {
      kind: 'text',
      value: 'FILE',
      text: 'where the page goes (default: reports/explore.html of the project, or explore.html)',
    },
    columns: { kind: 'text', value: 'NAME[,NAME]', text: 'look at these columns only' },
    rows: {
      kind: 'text',
      value: 'train|all',
      text: 'in a project: training rows (default), or all without the outcome',
    },
    'no-html': { kind: 'flag', text: 'write no page' },
  },
  exitCodes: [],
  examples: [
    { words: 'explore churn.csv --target churned', text: 'a file, without a project' },
    { words: 'explore', text: 'the newest snapshot of the project' },
    { words: 'explore newest --against newest~1', text: 'what is different since the taking before' },
  ],
  folder: folderOf,
  input: (args, session) => {
    const [data] = args.positionals;
    const [target, against, out, columns] = ['target', 'against', 'out', 'columns'].map((name) =>
      textOption(args, name),
    );
    return {
      ...(data !== undefined && { data: sourceOf(session, data) }),
      ...(target !== undefined && { target }),
      ...(against !== undefined && { against: sourceOf(session, against) }),
      ...(out !== undefined && { out: pathInFolder(folderOf(session), session.io.cwd, out) }),
      ...(columns !== undefined && { columns: columns.split(',') }),
      rows: rowsOf(args),
      html: !hasFlag(args, 'no-html'),
    };
  },
  render: renderExploration,
});

/** The project, or where there is none and none is named the folder a person stands in: a file needs no project. */
function folderOf({ args, io }: Session): string {
  const named = textOption(args, 'project');
  if (named !== undefined) return resolve(io.cwd, named);
  try {
    return findProjectFolder(io.cwd, undefined);
  } catch {
    return resolve(io.cwd);
  }
}

/** Snapshots by their name; whatever else is a path, relative to where the person stands. */
function sourceOf(session: Session, typed: string): string {
  if (/^newest(~\d+)?$/.test(typed) || /^https?:\/\//i.test(typed)) return typed;
  const path = pathInFolder(folderOf(session), session.io.cwd, typed);
  const isDigest = /^[0-9a-f]{4,64}$/.test(typed) && !existsSync(join(session.io.cwd, typed));
  return isDigest ? typed : path;
}

function rowsOf(args: Arguments): 'train' | 'all' {
  const rows = textOption(args, 'rows') ?? 'train';
  if (rows === 'train' || rows === 'all') return rows;
  throw misuse({
    message: '--rows is train or all',
    expected: 'train or all',
    came: rows,
    next: ['npx --no-install tend explore --help'],
  });
}
