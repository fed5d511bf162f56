/** Exclusion within this process; whoever waits longest is next. */
export interface ProcessLock {
  acquire(): Promise<void>;
  release(): void;
}

const locks = new Map<string, ProcessLock>();

/**
 * The lock of a database file. Two connections of one process must take turns by this lock: SQLite's own waiting stops the
 * event loop, and with it the very transaction that is waited for.
 */
export function processLock(path: string): ProcessLock {
  const lock = locks.get(path) ?? createLock();
  locks.set(path, lock);
  return lock;
}

function createLock(): ProcessLock {
  const queue: (() => void)[] = [];
  let isHeld = false;
  return {
    acquire: () => {
      if (isHeld) return new Promise((resolve) => queue.push(resolve));
      isHeld = true;
      return Promise.resolve();
    },
    release: () => {
      const next = queue.shift();
      if (next) next();
      else isHeld = false;
    },
  };
}
