import type { ColumnKind } from '@tend/table';

/** Milliseconds of each unit; a day has 24 hours. */
export const spanUnits = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const;
export type SpanUnit = keyof typeof spanUnits;
export const spanUnitNames = Object.keys(spanUnits) as readonly SpanUnit[];

/** Milliseconds of one unit of the stored number of a time. */
export function millisecondsOf(kind: ColumnKind | undefined): number {
  return kind === 'date' ? spanUnits.days : 1;
}
