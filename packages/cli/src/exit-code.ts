import type { Answers, OperationName, ProblemCategory } from '@tend/protocol';

/** What the shell learns from a command. */
export const exitCodes = { done: 0, internal: 1, input: 2, refused: 3, waiting: 4, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One line each, for `--help`. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'an internal error; a log was written',
  2: 'bad input or usage; nothing was changed',
  3: 'a gate, a check or a contract refuses',
  4: 'waiting for a person; the output names the command',
  130: 'interrupted; the output says what is safe and how to resume',
};

export function exitCodeOfCategory(category: ProblemCategory): ExitCode {
  return exitCodes[category];
}

/** The answers that are no error and yet not "done". */
export function exitCodeOfAnswer<N extends OperationName>(operation: N, answer: Answers[N]): ExitCode {
  const { run, evaluate, reproduce, auditVerify, withdraw } = { [operation]: answer } as Partial<Answers>;
  const iteration = run ?? evaluate;
  if (iteration !== undefined) return exitCodes[iteration.state];
  if (reproduce !== undefined) return reproduce.isIdentical ? exitCodes.done : exitCodes.refused;
  if (auditVerify !== undefined) return auditVerify.isValid ? exitCodes.done : exitCodes.refused;
  if (withdraw !== undefined) return withdraw.isComplete ? exitCodes.done : exitCodes.waiting;
  return exitCodes.done;
}
