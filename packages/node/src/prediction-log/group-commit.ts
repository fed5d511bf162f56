/** Collects rows of many callers into few commits. */
export interface GroupCommit<Row, Id> {
  /** Resolves with one id a row when the commit that holds them has resolved. */
  append(rows: readonly Row[]): Promise<readonly Id[]>;
  /** Resolves when everything appended so far is committed or refused. */
  idle(): Promise<void>;
}

interface Waiting<Row, Id> {
  readonly rows: readonly Row[];
  readonly resolve: (ids: readonly Id[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows a commit takes at most (one caller's rows are never split): bounds the memory of its text. */
const maxRowsACommit = 4096;

/**
 * One commit at a time. What arrives while one runs shares the next; after an idle spell the first row waits only for its
 * own turn of the event loop, so that a lone caller pays one write and one sync and never a timer.
 */
export function groupCommit<Row, Id>(commit: (rows: readonly Row[]) => Promise<readonly Id[]>): GroupCommit<Row, Id> {
  let queue: Waiting<Row, Id>[] = [];
  let running: Promise<void> | undefined;

  const takeBatch = (): Waiting<Row, Id>[] => {
    let rowCount = 0;
    let callers = 0;
    for (const waiting of queue) {
      if (callers > 0 && rowCount + waiting.rows.length > maxRowsACommit) break;
      rowCount += waiting.rows.length;
      callers++;
    }
    const batch = queue.slice(0, callers);
    queue = queue.slice(callers);
    return batch;
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const batch = takeBatch();
      try {
        const ids = await commit(batch.flatMap((waiting) => waiting.rows));
        let start = 0;
        for (const { rows, resolve } of batch) {
          resolve(ids.slice(start, start + rows.length));
          start += rows.length;
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = undefined;
  };

  return {
    append: (rows) =>
      new Promise((resolve, reject) => {
        queue.push({ rows, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
