export type { Callers, OpenOptions, Operations, Project, ServeOptions } from './callers.ts';
export { type ExitCode, exitCodes } from './exit-code.ts';
export type { Io, Output, Watcher } from './io.ts';
export { type Program, runCommand } from './run-command.ts';
