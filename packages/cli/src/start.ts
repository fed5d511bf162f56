import { exitCodes } from './exit-code.ts';
import { processIo } from './process-io.ts';
import { type Program, runCommand } from './run-command.ts';

/** Runs the command line of this process and ends it with the command's exit code, after the last word is written. */
export async function start(program: Program): Promise<never> {
  // Holds should the process end before the command did, e.g. because nothing keeps it alive any more.
  process.exitCode = exitCodes.internal;
  const exitCode = await runCommand(process.argv.slice(2), processIo(), program);
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  // Threads and sockets of an operation that was interrupted may still be open: they must not hold the shell.
  process.exit(exitCode);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
}
