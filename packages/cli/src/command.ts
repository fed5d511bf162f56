import type { Answers, InputOf, OperationName } from '@tend/protocol';
import type { Callers, Operations, Project } from './callers.ts';
import { type ExitCode, exitCodeOfAnswer } from './exit-code.ts';
import type { Io } from './io.ts';
import type { OptionSpec, PositionalSpec } from './option.ts';
import type { Arguments } from './parse-arguments.ts';
import type { Look } from './render/look.ts';
import { printable } from './render/printable.ts';

/** What `--help` and the parser know of a command. */
export interface CommandText {
  /** As typed, e.g. `audit verify`. */
  readonly name: string;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Those that matter here beside 0, 1, 2 and 130. */
  readonly exitCodes: readonly ExitCode[];
  readonly examples: readonly Example[];
  /** What a newcomer should know before the options, in a few sentences. */
  readonly about: string;
}

interface Example {
  /** The words after `tend`. */
  readonly words: string;
  readonly text: string;
}

export interface Command extends CommandText {
  run(session: Session): Promise<Outcome>;
}

/** How a command ended, still without a form: one edge turns it into lines, another into JSON. */
export interface Outcome {
  readonly result: unknown;
  readonly lines: (look: Look) => readonly string[];
  readonly exitCode: ExitCode;
}

/** What a running command may use. */
export interface Session {
  readonly args: Arguments;
  readonly io: Io;
  readonly callers: Callers;
  readonly isJson: boolean;
  readonly actorName: string;
  readonly signal: AbortSignal;
  /** The project's folder; TND-1002 where there is none. */
  folder(): string;
  open(folder: string): Promise<Project>;
  /** Results: standard output. */
  print(lines: (look: Look) => readonly string[]): void;
  /** Remarks: standard error, not with `--quiet` or `--json`. */
  remark(lines: (look: Look) => readonly string[]): void;
  /** One line of `--json`; nothing otherwise. */
  emit(event: Readonly<Record<string, unknown>>): void;
}

/** A command that calls one operation: arguments in, lines out. */
export interface OperationCommand<N extends OperationName> extends CommandText {
  readonly operation: N;
  /** Where the project is; by default the nearest folder with a charter. */
  readonly folder?: (session: Session) => string;
  readonly input: (args: Arguments, session: Session) => InputOf<N> | Promise<InputOf<N>>;
  /** Called before the operation, e.g. to show and ask; an outcome ends the command there. */
  readonly before?: (project: Project, input: InputOf<N>, session: Session) => Promise<Outcome | undefined>;
  /** Called when the operation failed, to show what stands behind the problem. */
  readonly onProblem?: (project: Project, input: InputOf<N>, problem: unknown, session: Session) => Promise<void>;
  readonly render: (answer: Answers[N], look: Look, input: InputOf<N>) => readonly string[];
}

export function operationCommand<N extends OperationName>(command: OperationCommand<N>): Command {
  return {
    ...command,
    async run(session) {
      const folder = command.folder?.(session) ?? session.folder();
      const input = await command.input(session.args, session);
      const project = await session.open(folder);
      try {
        const early = await command.before?.(project, input, session);
        if (early !== undefined) return early;
        const operations: Operations = project;
        const answer = await operations[command.operation](input);
        return {
          result: answer,
          lines: (look) => command.render(printable(answer), look, input),
          exitCode: exitCodeOfAnswer(command.operation, answer),
        };
      } catch (error) {
        await command.onProblem?.(project, input, error, session);
        throw error;
      } finally {
        await project.close();
      }
    },
  };
}
