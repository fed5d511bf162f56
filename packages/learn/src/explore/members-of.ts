import type { Redundancy } from './find-redundancies.ts';

/** The columns that a redundancy ties together. */
export function membersOf(tie: Redundancy): readonly string[] {
  return tie.type === 'sum' ? [tie.total, ...tie.parts] : tie.columns;
}
