/** Everything the command line touches outside itself, so that a test can run a whole command in process. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly userName: string;
  readonly tempDir: string;
  /** A person is there to answer: standard input and error are both terminals. */
  readonly isInteractive: boolean;
  /** UTC epoch milliseconds. */
  now(): number;
  /** Calls `tick` every `ms` milliseconds until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
  readStdin(): Promise<string>;
  /** Asks on standard error; undefined where the input ended without an answer. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
  /** Until the returned function is called: every SIGINT and SIGTERM, and errors that no promise carries. */
  watch(watcher: Watcher): () => void;
}

export interface Watcher {
  readonly onInterrupt: (signal: string) => void;
  readonly onCrash: (error: unknown) => void;
}

export interface Output {
  readonly isTTY: boolean;
  /** Width of the terminal in cells; undefined where there is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}
