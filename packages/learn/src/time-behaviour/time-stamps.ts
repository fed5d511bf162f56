import type { NumericColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

/** How the times of rows follow each other. */
export interface TimeStamps {
  readonly n: number;
  readonly distinct: number;
  /** Rows whose time another row before them has. */
  readonly repeated: number;
  /** Whether no row is earlier than the one before it. */
  readonly isOrdered: boolean;
  /** Where 90% of the steps between different times are equal: that step, and the times that are not there. */
  readonly step?: { readonly seconds: number; readonly expected: number; readonly absent: number };
}

const leastTimes = 20;
const leastRegular = 0.9;
const secondsADay = 86_400;

/** Counts repeated and absent times of a date or instant column in these rows. */
export function timeStamps(column: NumericColumn, rows: Int32Array): TimeStamps {
  const times = valuesAt(column, rows).filter((value) => !Number.isNaN(value));
  let isOrdered = true;
  for (let i = 1; i < times.length && isOrdered; i++) isOrdered = (times[i] as number) >= (times[i - 1] as number);
  const sorted = isOrdered ? times : times.sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const about = { n: sorted.length, distinct: distinct.length, repeated: sorted.length - distinct.length, isOrdered };
  if (distinct.length < leastTimes) return about;
  const steps = Float64Array.from(
    { length: distinct.length - 1 },
    (_, i) => (distinct[i + 1] as number) - (distinct[i] as number),
  );
  const usual = steps.toSorted()[steps.length >> 1] as number;
  const regular = steps.reduce((count, step) => count + (step === usual ? 1 : 0), 0);
  if (regular < leastRegular * steps.length) return about;
  const expected = Math.round(((distinct[distinct.length - 1] as number) - (distinct[0] as number)) / usual) + 1;
  const seconds = column.kind === 'date' ? usual * secondsADay : usual / 1000;
  return { ...about, step: { seconds, expected, absent: expected - distinct.length } };
}
