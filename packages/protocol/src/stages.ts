/** The nine stages of the lifecycle, in order. `iterate` is the loop around them and not a stage itself. */
export const stages = [
  'problem',
  'data',
  'explore',
  'prepare',
  'train',
  'evaluate',
  'govern',
  'deploy',
  'monitor',
] as const;

export type Stage = (typeof stages)[number];

/** Order of attention: a group shows the worst verdict of its members. */
export const verdicts = ['fail', 'unknown', 'waived', 'pass'] as const;

/** `unknown` blocks like a failure and reads differently: the data cannot show it, or it was not asked. */
export type Verdict = (typeof verdicts)[number];

/** The worst of several verdicts; `pass` when there is none. */
export function worstVerdict(all: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => all.includes(verdict)) ?? 'pass';
}
