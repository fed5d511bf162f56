import type { Callers } from './callers.ts';
import type { Command } from './command.ts';
import type { Edge } from './edge.ts';
import type { ExitCode } from './exit-code.ts';
import { Interrupted, watchInterrupts } from './interruption.ts';
import type { Arguments } from './parse-arguments.ts';
import { chooseProgress } from './progress/choose-progress.ts';
import { reportInterrupt, reportOutcome } from './report.ts';
import { makeSession } from './session.ts';

/** Runs a command whose words fit, with progress, and ends it in order when it is interrupted. */
export async function executeCommand(
  edge: Edge,
  command: Command,
  args: Arguments,
  argv: readonly string[],
  callers: Callers,
): Promise<ExitCode> {
  const progress = chooseProgress(edge);
  const interruption = watchInterrupts(edge.io, () => {
    progress.stop();
    const said = '\nstopping at the next safe point; once more stops at once\n';
    if (!edge.isJson && !edge.isQuiet) edge.io.stderr.write(said);
  });
  try {
    const session = makeSession(edge, args, callers, progress, interruption.signal);
    const outcome = await interruption.guard(command.run(session));
    progress.stop();
    return reportOutcome(edge, command.name, outcome);
  } catch (error) {
    progress.stop();
    if (!interruption.signal.aborted) throw error;
    return await reportInterrupt(edge, command.name, argv, error instanceof Interrupted ? undefined : error);
  } finally {
    interruption.dispose();
  }
}
