import type { ProgressEvent } from '@tend/lifecycle';
import type { Answers, InputOf, OperationName } from '@tend/protocol';

/** The operations of the API table as typed functions on one project folder. */
export type Operations = { readonly [N in OperationName]: (input: InputOf<N>) => Promise<Answers[N]> };

export type Project = Operations & { close(): Promise<void> };

/** Who acts. A folder cannot know better than what it is told, so its actors are "claimed". */
interface ClaimedActor {
  readonly name: string;
  readonly knownBy: 'claimed';
}

export interface OpenOptions {
  readonly actor: ClaimedActor;
  readonly onEvent: (event: ProgressEvent) => void;
  readonly signal: AbortSignal;
}

export interface ServeOptions {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** Absent: asked for beyond this machine only. */
  readonly requireToken?: boolean;
  /** Names besides `host` under which the server is reached. */
  readonly allowedHosts: readonly string[];
  readonly onReady: (address: string) => void;
  /** Gets one line for each thing an operator should know. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The two doors of the command line: `main.ts` passes the real ones, tests pass theirs. */
export interface Callers {
  openProject(folder: string, options: OpenOptions): Promise<Project>;
  /** Resolves when the server has stopped, which `signal` asks it to do. */
  serve(options: ServeOptions): Promise<void>;
}
