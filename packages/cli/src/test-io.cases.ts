import { tmpdir } from 'node:os';
import type { Io, Watcher } from './io.ts';

export interface TestIo extends Io {
  readonly outText: () => string;
  readonly errText: () => string;
  /** Moves the clock and fires what `every` is due. */
  advance(ms: number): void;
  interrupt(): void;
  crash(error: unknown): void;
}

export interface TestIoOptions {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly tempDir?: string;
  readonly stdin?: string;
  /** What the person answers; undefined: the input ends. */
  readonly answer?: string;
}

/** Streams as texts, a clock that stands still, a person who answers as told. */
export function testIo(options: TestIoOptions = {}): TestIo {
  const out: string[] = [];
  const err: string[] = [];
  let now = Date.UTC(2026, 10, 20, 9, 0, 0);
  const timers = new Set<{ ms: number; dueAt: number; tick: () => void }>();
  const watchers = new Set<Watcher>();
  const isTTY = options.isTTY === true;
  const columns = isTTY ? (options.columns ?? 100) : undefined;
  const io: TestIo = {
    stdout: { isTTY, columns, write: (text) => void out.push(text) },
    stderr: { isTTY, columns, write: (text) => void err.push(text) },
    env: { LANG: 'en_US.UTF-8', ...options.env },
    cwd: options.cwd ?? tmpdir(),
    userName: 'ana',
    tempDir: options.tempDir ?? tmpdir(),
    isInteractive: isTTY,
    now: () => now,
    every(ms, tick) {
      const timer = { ms, dueAt: now + ms, tick };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    readStdin: async () => options.stdin ?? '',
    async ask(question) {
      err.push(question);
      return options.answer;
    },
    watch(listeners) {
      watchers.add(listeners);
      return () => watchers.delete(listeners);
    },
    outText: () => out.join(''),
    errText: () => err.join(''),
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)[0];
        if (due === undefined) break;
        now = due.dueAt;
        due.dueAt += due.ms;
        due.tick();
      }
      now = until;
    },
    interrupt() {
      for (const watcher of [...watchers]) watcher.onInterrupt('SIGINT');
    },
    crash(error) {
      for (const watcher of [...watchers]) watcher.onCrash(error);
    },
  };
  return io;
}
