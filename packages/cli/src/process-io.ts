import { tmpdir, userInfo } from 'node:os';
import type { Io, Output } from './io.ts';

/** The real streams, signals and clock. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  return {
    stdout: output(stdout),
    stderr: output(stderr),
    env: process.env,
    cwd: callersFolder(),
    userName: userName(),
    tempDir: tmpdir(),
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    now: () => Date.now(),
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    async readStdin() {
      const { text } = await import('node:stream/consumers');
      return text(stdin);
    },
    ask,
    watch({ onInterrupt, onCrash }) {
      process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt).on('uncaughtException', onCrash);
      return () => {
        process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt).off('uncaughtException', onCrash);
      };
    },
  };
}

/** A reader that went away (`| head`) is no error of ours: the command ends as it would have, without the words. */
function output(stream: NodeJS.WriteStream): Output {
  let isGone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isGone = true;
  });
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      // A pseudo-terminal that nobody sized reports 0.
      return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
    },
    write(text) {
      if (!isGone) stream.write(text);
    },
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises');
  // Not as a terminal: readline would take Ctrl-C for itself.
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  const ended = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
  try {
    const answer = await Promise.race([reader.question(question, { signal }), ended]);
    if (answer === undefined) process.stderr.write('\n');
    return answer;
  } finally {
    reader.close();
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user id without a name.
    return 'unknown';
  }
}

/** `npm run tend` runs at the root of the repository: the folder that it was typed in is the one that is meant. */
function callersFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env;
  return script === 'tend' && typedIn ? typedIn : process.cwd();
}
