import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteFile, type SqliteExecutor, type SqliteFile } from './sqlite-executor.ts';
import type { ThreadAnswer, ThreadError, ThreadRequest } from './thread-messages.ts';

// The entry of the store thread: opens the file named in workerData and answers one statement after another.

const port = parentPort;
if (port) {
  const answer = (message: ThreadAnswer): void => port.postMessage(message);
  const executor = open(workerData as SqliteFile, answer);
  port.on('message', async ({ id, sql, parameters }: ThreadRequest) => {
    try {
      if (sql === undefined) {
        await executor?.close();
        answer({ id });
        port.close();
      } else if (executor) {
        answer({ id, result: await executor.execute(sql, parameters ?? []) });
      }
    } catch (error) {
      answer({ id, error: threadError(error) });
    }
  });
}

function open(file: SqliteFile, answer: (message: ThreadAnswer) => void): SqliteExecutor | undefined {
  try {
    const executor = openSqliteFile(file);
    answer({ id: 0 });
    return executor;
  } catch (error) {
    answer({ id: 0, error: threadError(error) });
    return undefined;
  }
}

function threadError(error: unknown): ThreadError {
  const { message, code, errcode } = error as { message: string; code?: unknown; errcode?: unknown };
  return { message, code, errcode };
}
