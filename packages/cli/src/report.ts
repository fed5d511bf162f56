import type { ProblemCategory, ProblemJson } from '@tend/protocol';
import type { Outcome } from './command.ts';
import { describeError } from './describe-error.ts';
import { type Edge, writeEvent, writeLines } from './edge.ts';
import { type ExitCode, exitCodeOfCategory, exitCodes } from './exit-code.ts';
import { InputProblem } from './input-problem.ts';
import { labelled } from './render/labelled.ts';
import { printable } from './render/printable.ts';
import { renderProblem } from './render/problem.ts';
import { writeErrorLog } from './write-error-log.ts';

export function reportOutcome(edge: Edge, command: string, outcome: Outcome): ExitCode {
  if (edge.isJson) writeEvent(edge, { event: 'result', command, result: outcome.result });
  else writeLines(edge.io.stdout, outcome.lines(edge.out));
  return outcome.exitCode;
}

/** A problem in full on standard error; a defect as one line, with a log file behind it. */
export async function reportError(edge: Edge, command: string, error: unknown): Promise<ExitCode> {
  const { problem, category, isBug } = await describeError(error);
  if (!isBug) return reportProblem(edge, problem, category);
  const log = writeErrorLog(edge.io.tempDir, command, error, edge.io.now()) ?? null;
  const exitCode = reportProblem(edge, { ...problem, facts: { ...problem.facts, log } }, category);
  if (!edge.isJson) writeLines(edge.io.stderr, labelled(edge.err, 'log', [log ?? 'could not be written']));
  return exitCode;
}

/** What is safe after an interrupt, and the line that goes on from there. */
export async function reportInterrupt(
  edge: Edge,
  command: string,
  argv: readonly string[],
  error: unknown,
): Promise<ExitCode> {
  const told = error === undefined ? undefined : (await describeError(error)).problem;
  const safe =
    command === 'run'
      ? 'interrupted: every finished stage is stored and will be reused'
      : 'interrupted: every change is written whole or not at all';
  const own = new InputProblem('TND-9002', { message: safe, next: [resumeLine(argv)] });
  const problem = told?.code === 'TND-9002' && told.next !== undefined ? told : (await describeError(own)).problem;
  reportProblem(edge, problem, 'interrupted');
  return exitCodes.interrupted;
}

function reportProblem(edge: Edge, problem: ProblemJson, category: ProblemCategory): ExitCode {
  const exitCode = exitCodeOfCategory(category);
  if (edge.isJson) writeEvent(edge, { event: 'error', error: problem, exitCode });
  else writeLines(edge.io.stderr, renderProblem(edge.err, printable(problem), category));
  return exitCode;
}

function resumeLine(argv: readonly string[]): string {
  const words = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return `npx --no-install tend ${words.join(' ')}`;
}
