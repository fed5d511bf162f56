import { type ChildProcess, fork } from 'node:child_process';
import type { ReadRequest } from '@tend/lifecycle';
import { Problem, sourceName } from '@tend/protocol';
import { compileCache } from '../../processes/compile-cache.ts';
import type { ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreadable } from '../source-problem.ts';
import type { ReadingAnswer, ReadingReport, ReadingTask } from './reading-messages.ts';
import { watchMemory } from './watch-memory.ts';

const entry = new URL('./reading-process.ts', import.meta.url);

/**
 * Reads a source in a process of its own, which is killed where it needs more memory or time than the limits allow, and
 * when this process is interrupted. TND-1004 and TND-1201 of the reading; TND-1201 where it was killed or crashed, as bytes
 * made to do so can bring about; TND-9002 where it was interrupted.
 */
export async function readInProcess(task: ReadingTask): Promise<ReadingReport> {
  const { request, limits } = task;
  const child = fork(entry, {
    // The parent's own flags are about its own entry.
    execArgv: [
      `--max-old-space-size=${Math.ceil(limits.residentBytes / 2 ** 21)}`,
      '--disable-warning=ExperimentalWarning',
    ],
    // Whatever is written beside the point lies where it is removed with the rest.
    env: {
      ...process.env,
      ...compileCache(),
      TMPDIR: task.scratch,
      TMP: task.scratch,
      TEMP: task.scratch,
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const answer = await answerOf(child, task);
  if ('report' in answer) return answer.report;
  if ('problem' in answer) throw Problem.fromJSON(answer.problem);
  throw new Error(`reading ${sourceName(request.source)} failed: ${answer.bug}`);
}

function answerOf(child: ChildProcess, task: ReadingTask): Promise<ReadingAnswer> {
  const { request, limits } = task;
  return new Promise((resolve, reject) => {
    let answer: ReadingAnswer | undefined;
    let reason: Problem | undefined;
    let said = '';
    const kill = (why: Problem): void => {
      reason ??= why;
      child.kill('SIGKILL');
    };
    const name = sourceName(request.source);
    const interrupt = (): void => kill(interrupted(request));
    const onExit = (): void => void child.kill('SIGKILL');
    const deadline = setTimeout(() => kill(beyondLimit(name, 'durationMs', limits)), limits.durationMs);
    const stopWatching = watchMemory(child.pid, limits.residentBytes, () =>
      kill(beyondLimit(name, 'residentBytes', limits)),
    );
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('exit', onExit);
    const end = (): void => {
      clearTimeout(deadline);
      stopWatching();
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('exit', onExit);
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.on('message', (message: ReadingAnswer) => {
      answer = message;
    });
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      end();
      if (reason !== undefined) reject(reason);
      else if (answer !== undefined) resolve(answer);
      else if (signal === 'SIGINT' || signal === 'SIGTERM') reject(interrupted(request));
      else reject(ended(request, limits, { code, signal, said }));
    });
    child.send(task, (error) => {
      if (error !== null) kill(ended(request, limits, { code: null, signal: null, said: error.message }));
    });
  });
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it wrote to its error output. */
  readonly said: string;
}

function ended(request: ReadRequest, limits: ReadLimits, { code, signal, said }: Ending): Problem {
  const name = sourceName(request.source);
  if (/heap out of memory|allocation failed|bad_alloc/i.test(said)) return beyondLimit(name, 'residentBytes', limits);
  const came = signal === null ? `exit code ${code}` : `signal ${signal}`;
  return unreadable(name, {
    message: `the process that read ${name} ended before it was done`,
    expected: 'a table',
    came,
    next: [
      signal === 'SIGKILL'
        ? 'if the machine ran out of memory, allow less in the environment variable TEND_READ_MEMORY_MIB'
        : 'check that the file is sound: fetch or write it again',
    ],
  });
}

function interrupted(request: ReadRequest): Problem {
  return new Problem('TND-9002', {
    message: `the reading of ${sourceName(request.source)} was interrupted`,
    next: ['run the command again: nothing was changed'],
  });
}
