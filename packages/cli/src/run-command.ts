import type { Callers } from './callers.ts';
import { commandList } from './command-list.ts';
import { type Edge, makeEdge, writeEvent, writeLines } from './edge.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { findCommand } from './find-command.ts';
import type { Io } from './io.ts';
import { hasFlag, parseArguments } from './parse-arguments.ts';

export interface Program {
  readonly callers: Callers;
  readonly version: string;
}

/**
 * Runs one command line, from words to exit code. Whatever is thrown inside becomes a problem, a form and a code here.
 * What only some command lines need is imported when they need it: help has a tenth of a second.
 */
export async function runCommand(argv: readonly string[], io: Io, program: Program): Promise<ExitCode> {
  const edge = makeEdge(argv, io);
  let name = '';
  try {
    const found = findCommand(argv);
    if (found.kind === 'version') return showVersion(edge, program.version);
    if (found.kind === 'help') return await help(edge, found.words);
    name = found.name;
    const listed = commandList[name];
    if (listed === undefined) throw new Error(`no command ${name}`);
    const { command } = await listed.load();
    const args = parseArguments(found.rest, command);
    if (hasFlag(args, 'help')) return await help(edge, [name]);
    const { executeCommand } = await import('./execute-command.ts');
    return await executeCommand(edge, command, args, argv, program.callers);
  } catch (error) {
    const { reportError } = await import('./report.ts');
    return await reportError(edge, name, error);
  }
}

async function help(edge: Edge, words: readonly string[]): Promise<ExitCode> {
  const { showHelp } = await import('./help.ts');
  await showHelp(words, edge);
  return exitCodes.done;
}

function showVersion(edge: Edge, version: string): ExitCode {
  if (edge.isJson) writeEvent(edge, { event: 'result', command: 'version', result: { version } });
  else writeLines(edge.io.stdout, [`tend ${version}`]);
  return exitCodes.done;
}
